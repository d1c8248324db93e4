// npm run package:lms: the lessons as activities of a learning platform, in SCORM 1.2, SCORM 2004 and cmi5.
//   --lesson ID   this lesson alone (else every lesson, and the course of all)     --kind scorm12|scorm2004|cmi5
//   --lang en|zh-CN   language of the titles and of the lessons (default en)       --out DIR (default dist-lms)
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSingle, singleFile } from './single.mjs';
import { root, say, setup, SetupError } from './setup.mjs';

export const KINDS = /** @type {const} */ (['scorm12', 'scorm2004', 'cmi5']);
/** @typedef {(typeof KINDS)[number]} Kind */
/** @typedef {{ id: string, title: string, minutes: number, number: number }} Lesson */

const HOME = 'https://sriov-lab.invalid';
/** As src/embed/lms/record.ts has it. */
const PASSING = 0.6;
const contents = join(root, 'src', 'lessons', 'content');
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {string} lang @returns {Lesson[]} in the order of their numbers */
export function lessons(lang) {
  const found = readdirSync(contents, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const text = readFileSync(join(contents, name, `${lang}.md`), 'utf8');
      const head = (/** @type {string} */ key) =>
        new RegExp(`^${key}: *(.+)$`, 'm').exec(text.split('\n---')[0] ?? '')?.[1]?.trim() ?? '';
      return {
        id: name,
        title: head('title'),
        minutes: Number(head('minutes')),
        number: Number(head('number')),
      };
    });
  return found.sort((a, b) => a.number - b.number);
}

/** @param {string} text */
const xml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${String(sign.codePointAt(0) ?? 0)};`);

/** Goes to the lab, and takes along what the platform put into the address. @param {Lesson} lesson @param {Kind} kind @param {string} lang */
const launcher = (lesson, kind, lang) => `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8" />
    <title>${xml(lesson.title)}</title>
    <script>
      var query = new URLSearchParams(location.search);
      query.set('lesson', ${JSON.stringify(lesson.id)});
      query.set('lms', ${JSON.stringify(kind)});
      query.set('lang', ${JSON.stringify(lang)});
      query.set('embed', '1');
      location.replace('lab.html?' + query);
    </script>
  </head>
  <body>
    <noscript>${xml(lesson.title)}: JavaScript.</noscript>
  </body>
</html>
`;

/** @param {Lesson} lesson */
const pageOf = (lesson) => `${lesson.id}.html`;

/** In what the two manifests differ. Neither has a mark to pass: a platform would judge lessons that are not done by it. */
const SCORM = {
  scorm12: {
    version: '1.2',
    namespaces: {
      xmlns: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
      'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_rootv1p2',
    },
    kindOfResource: 'adlcp:scormtype',
    item: /** @type {readonly string[]} */ ([]),
    organization: /** @type {readonly string[]} */ ([]),
  },
  scorm2004: {
    version: '2004 4th Edition',
    namespaces: {
      xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
      'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_v1p3',
      'xmlns:imsss': 'http://www.imsglobal.org/xsd/imsss',
    },
    kindOfResource: 'adlcp:scormType',
    item: [
      '<imsss:sequencing>',
      '  <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true" />',
      '</imsss:sequencing>',
    ],
    organization: [
      '<imsss:sequencing>',
      '  <imsss:controlMode choice="true" flow="true" />',
      '</imsss:sequencing>',
    ],
  },
};

/** @param {readonly string[]} lines @param {number} depth */
const indented = (lines, depth) => lines.map((line) => `${' '.repeat(depth)}${line}`);

/** @param {keyof typeof SCORM} kind @param {string} id @param {string} title @param {readonly Lesson[]} all */
function scormManifest(kind, id, title, all) {
  const { version, namespaces, kindOfResource, item, organization } = SCORM[kind];
  const spaces = Object.entries(namespaces).map(([name, space]) => `${name}="${space}"`);
  const items = all.flatMap((each) => [
    `<item identifier="item-${each.id}" identifierref="resource-${each.id}">`,
    `  <title>${xml(each.title)}</title>`,
    ...indented(item, 2),
    '</item>',
  ]);
  const resources = all.flatMap((each) => [
    `<resource identifier="resource-${each.id}" type="webcontent" ${kindOfResource}="sco" href="${pageOf(each)}">`,
    `  <file href="${pageOf(each)}" />`,
    '  <file href="lab.html" />',
    '</resource>',
  ]);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest identifier="${id}" version="1.0" ${spaces.join(' ')}>`,
    '  <metadata>',
    '    <schema>ADL SCORM</schema>',
    `    <schemaversion>${version}</schemaversion>`,
    '  </metadata>',
    '  <organizations default="organization">',
    '    <organization identifier="organization">',
    `      <title>${xml(title)}</title>`,
    ...indented([...items, ...organization], 6),
    '    </organization>',
    '  </organizations>',
    '  <resources>',
    ...indented(resources, 4),
    '  </resources>',
    '</manifest>',
  ].join('\n')}\n`;
}

/** @param {string} id @param {string} title @param {readonly Lesson[]} all @param {string} lang */
function cmi5Structure(id, title, all, lang) {
  const words = (/** @type {string} */ text) =>
    `<langstring lang="${lang}">${xml(text)}</langstring>`;
  const units = all.map(
    (
      each,
    ) => `  <au id="${HOME}/lessons/${each.id}" moveOn="CompletedOrPassed" masteryScore="${String(PASSING)}" launchMethod="AnyWindow">
    <title>${words(each.title)}</title>
    <description>${words(each.title)}</description>
    <url>${pageOf(each)}</url>
  </au>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${HOME}/${id}">
    <title>${words(title)}</title>
    <description>${words(title)}</description>
  </course>
${units.join('\n')}
</courseStructure>
`;
}

/**
 * The files of one package.
 * @param {Kind} kind @param {readonly Lesson[]} all @param {{ id: string, title: string, lang: string, lab: Uint8Array }} of
 * @returns {Record<string, Uint8Array>}
 */
export function packageFiles(kind, all, { id, title, lang, lab }) {
  const [name, manifest] =
    kind === 'cmi5'
      ? ['cmi5.xml', cmi5Structure(id, title, all, lang)]
      : ['imsmanifest.xml', scormManifest(kind, id, title, all)];
  const pages = all.map((lesson) => [pageOf(lesson), bytes(launcher(lesson, kind, lang))]);
  return { [name]: bytes(manifest), ...Object.fromEntries(pages), 'lab.html': lab };
}

/**
 * The same bytes for the same files, whenever and wherever they are packed.
 * @param {Record<string, Uint8Array>} files
 */
export async function packed(files) {
  // Not above: `npm run package:lms` installs the packages first.
  const { zipSync } = await import('fflate');
  // The earliest that a zip file can say, and it says it in local time.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

async function main() {
  const { values } = parseArgs({
    options: {
      lesson: { type: 'string' },
      kind: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      out: { type: 'string', default: 'dist-lms' },
    },
  });
  const { lang } = values;
  if (lang !== 'en' && lang !== 'zh-CN') {
    throw new SetupError(`--lang must be en or zh-CN, not ${lang}`);
  }
  const kinds = KINDS.filter((kind) => values.kind === undefined || values.kind === kind);
  if (kinds.length === 0) {
    throw new SetupError(`--kind must be one of ${KINDS.join(', ')}, not ${String(values.kind)}`);
  }
  const all = lessons(lang);
  const chosen = all.filter(({ id }) => values.lesson === undefined || values.lesson === id);
  if (chosen.length === 0) {
    const known = all.map(({ id }) => id).join(', ');
    throw new SetupError(`--lesson must be one of ${known}, not ${String(values.lesson)}`);
  }
  await setup();
  await buildSingle();
  const lab = new Uint8Array(readFileSync(singleFile));
  const out = resolve(root, values.out);
  mkdirSync(out, { recursive: true });
  const sets = chosen.map((each) => ({ id: each.id, title: each.title, of: [each] }));
  const title = lang === 'en' ? 'SR-IOV Lab: the course' : 'SR-IOV 实验室：课程';
  if (values.lesson === undefined) sets.push({ id: 'course', title, of: all });
  for (const kind of kinds) {
    for (const set of sets) {
      const files = packageFiles(kind, set.of, { ...set, id: `sriov-lab-${set.id}`, lang, lab });
      writeFileSync(join(out, `sriov-lab-${set.id}-${kind}.zip`), await packed(files));
    }
    say(`${kind}: ${String(sets.length)} in ${out}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : String(error));
    process.exitCode = 1;
  }
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { KINDS, lessons, packageFiles, packed } from '../../../.ci/lms.mjs';
import type { Kind } from '../../../.ci/lms.mjs';

// The rules of each specification, written as schemas of their own: those of IMS may be passed on only under terms of theirs.

const RULES: Record<Kind, readonly string[]> = {
  scorm12: ['scorm12.xsd', 'scorm12-adlcp.xsd'],
  scorm2004: ['scorm2004.xsd', 'scorm2004-adlcp.xsd', 'scorm2004-imsss.xsd'],
  cmi5: ['cmi5.xsd'],
};

/** What is wrong with each of some manifests, by their names. */
async function complaints(kind: Kind, manifests: Readonly<Record<string, string>>) {
  const [main, ...others] = RULES[kind].map((fileName) => ({
    fileName,
    contents: readFileSync(new URL(`rules/${fileName}`, import.meta.url), 'utf8'),
  }));
  if (main === undefined) throw new Error(`no rules for ${kind}`);
  const { errors } = await validateXML({
    xml: Object.entries(manifests).map(([fileName, contents]) => ({ fileName, contents })),
    schema: [main],
    preload: others,
    initialMemoryPages: 16 * memoryPages.MiB,
  });
  return errors.map(({ loc, message }) => ({ name: loc?.fileName, message }));
}

function made(kind: Kind, language: string) {
  const files = packageFiles(kind, lessons(language), {
    id: 'sriov-lab-course',
    title: 'A & B <课>',
    lang: language,
    lab: new Uint8Array(1),
  });
  const manifest = files[kind === 'cmi5' ? 'cmi5.xml' : 'imsmanifest.xml'];
  return { files, manifest: new TextDecoder().decode(manifest) };
}

/** Each breaks one rule. */
const BREAKS: Record<Kind, readonly (readonly [string, RegExp, string])[]> = {
  scorm12: [
    ['another version', /1\.2</u, '1.3<'],
    ['no title of an item', /(<item [^>]*>\s*)<title>[^<]*<\/title>/u, '$1'],
    ['an item without identifier', /<item identifier="[^"]*"/u, '<item'],
    ['an item to nowhere', /identifierref="[^"]*"/u, 'identifierref="elsewhere"'],
    ['an identifier given twice', /identifier="organization"/u, 'identifier="sriov-lab-course"'],
    ['an identifier that is no name', /identifier="item-[^"]*"/u, 'identifier="1st"'],
    ['another kind of resource', /scormtype="sco"/u, 'scormtype="lesson"'],
    ['2004’s spelling', /scormtype/u, 'scormType'],
    [
      'no mark to pass',
      /<\/title>\s*<\/item>/u,
      '</title><adlcp:masteryscore>most</adlcp:masteryscore></item>',
    ],
    [
      'resources first',
      /(<organizations.*<\/organizations>)(\s*)(<resources>.*<\/resources>)/su,
      '$3$2$1',
    ],
  ],
  scorm2004: [
    ['1.2’s spelling', /scormType/u, 'scormtype'],
    [
      'the organization’s rules first',
      /(<title>.*?<\/title>)(.*)(<imsss:sequencing>\s*<imsss:controlMode.*?<\/imsss:sequencing>)/su,
      '$3$1$2',
    ],
    [
      'delivery before objectives',
      /(<imsss:deliveryControls[^>]*>)/u,
      '$1<imsss:objectives><imsss:primaryObjective objectiveID="o" /></imsss:objectives>',
    ],
    [
      'a measure above 1',
      /(<imsss:deliveryControls)/u,
      '<imsss:objectives><imsss:primaryObjective objectiveID="o"><imsss:minNormalizedMeasure>60</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>$1',
    ],
    [
      'a default organization that is not there',
      /default="organization"/u,
      'default="item-sharing"',
    ],
  ],
  cmi5: [
    ['no description', /<description>.*?<\/description>/su, ''],
    ['a share to pass in percent', /masteryScore="0\.6"/u, 'masteryScore="60"'],
    ['another word', /CompletedOrPassed/u, 'PassedOrCompleted'],
    ['an id given twice', /(<au id=")[^"]*/u, '$1https://sriov-lab.invalid/sriov-lab-course'],
    ['a relative id', /(<course id=")[^"]*/u, '$1course'],
    ['the address before the title', /(<title>(?:(?!<title>).)*?)(<url>.*?<\/url>)/su, '$2$1'],
    [
      'an older namespace',
      /https:\/\/w3id\.org[^"]*/u,
      'http://www.adlnet.gov/cmi5/CourseStructure.xsd',
    ],
  ],
};

describe.each(KINDS)('a package for %s', (kind) => {
  test.each(['en', 'zh-CN'])('keeps the rules of its specification (%s)', async (language) => {
    const { files, manifest } = made(kind, language);
    expect(await complaints(kind, { manifest })).toEqual([]);
    expect(manifest).toContain('A &#38; B &#60;课&#62;');
    const named = [...manifest.matchAll(/\shref="([^"]*)"|<url>([^<]*)/gu)].map(
      ([, href, url]) => href ?? url ?? '',
    );
    for (const name of named) expect(Object.keys(files)).toContain(name);
    const all = lessons(language);
    const numbers = all.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const of =
      kind === 'cmi5' ? /<au id="[^"]*\/lessons\/([^"]*)"/gu : /<item identifier="item-([^"]*)"/gu;
    expect([...manifest.matchAll(of)].map(([, id]) => id)).toEqual(all.map(({ id }) => id));
  });

  test('would be refused where it breaks one of them', async () => {
    const { manifest } = made(kind, 'en');
    const broken = BREAKS[kind].map(([, found, put]) => manifest.replace(found, put));
    expect(broken).not.toContain(manifest);
    const names = BREAKS[kind].map(([what]) => what);
    const found = await complaints(
      kind,
      Object.fromEntries(names.map((name, i) => [name.replaceAll(' ', '-'), broken[i] ?? ''])),
    );
    const refused = new Set(found.map(({ name }) => name?.replaceAll('-', ' ')));
    expect(names.filter((name) => !refused.has(name))).toEqual([]);
  });

  test('is the same bytes whenever it is made', async () => {
    const first = await packed(made(kind, 'en').files);
    expect(await packed(made(kind, 'en').files)).toEqual(first);
    // Time and date of the first entry, as zip files count them: midnight, 1980-01-01.
    expect(first.slice(10, 14)).toEqual(new Uint8Array([0, 0, 0x21, 0]));
  });
});

import type { HostApi, HostNews, ShellReply } from './host-api';

/** A stand-in for the simulated host: a shell with a few words, one PF, and a file that changes its VFs. */

export interface FakeHost {
  readonly api: HostApi;
  /** What the scenario does when the number of VFs is set in the picture. */
  follow: (numVfs: number) => void;
  /** Another card. */
  reboot: () => void;
  /** `nic.given` of the runs that are opened. */
  given: () => HostNews['given'];
}

const PROMPT = 'root@host:~# ';
const FILE = '/sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs';
const WORDS = ['dmesg', 'echo', 'lspci', 'ls'];

export function createFakeHost(): FakeHost {
  let [version, boots, numVfs] = [1, 1, 4];
  let followed: ReturnType<HostApi['hostNews']>['followed'] = [];

  let edits: ReturnType<HostApi['hostNews']>['edits'] = [];
  let given: HostNews['given'] = null;

  const reply = (part: Partial<ShellReply>): ShellReply => ({
    chunks: [],
    status: 0,
    prompt: PROMPT,
    tookNs: 1e6,
    numVfs: null,
    more: false,
    ...part,
  });
  const out = (text: string, stream: 'out' | 'err' = 'out') => ({ stream, text });

  const run = (text: string): ShellReply => {
    const lines = text.split('\n');
    if (lines[0]?.startsWith('for') === true && lines.at(-1) !== 'done') {
      return reply({ more: true });
    }
    const [, count] = /^echo (\d+) > \S+numvfs$/u.exec(text) ?? [];
    if (count !== undefined) {
      version += 1;
      numVfs = Number(count);
      edits = [...edits, { at: edits.length * 1e12, shell: text }];
      return reply({ numVfs: [numVfs] });
    }
    if (text.startsWith('virsh detach-device')) {
      version += 1;
      given = [[], [0x3b82]];
      edits = [...edits, { at: edits.length * 1e12, shell: text }];
      return reply({});
    }
    if (text === '') return reply({});
    if (text.startsWith('echo ')) return reply({ chunks: [out(`${text.slice(5)}\n`)] });
    if (text === 'clear') return reply({ chunks: [out('\x1b[H\x1b[2J\x1b[3J')] });
    if (text.startsWith('for')) return reply({ chunks: [out(`${String(lines.length)} lines\n`)] });
    return reply({ status: 127, chunks: [out(`bash: ${text}: command not found\n`, 'err')] });
  };

  const api: HostApi = {
    giveNames: () => undefined,
    setLanguage: () => undefined,
    hostPicture: () => ({ version, functions: [], pfs: [], log: [`numVfs ${String(numVfs)}`] }),
    hostNews: () => {
      const news = {
        version,
        boots,
        prompt: PROMPT,
        followed,
        edits,
        numVfs: [numVfs],
        withdrawnVfs: 0,
        given,
        moved: null,
        held: null,
        switches: null,
        netfilter: null,
      };
      followed = [];
      return news;
    },
    config: () => null,
    writeConfig: () => {
      version += 1;
      return api.hostPicture();
    },
    shellRun: run,
    shellComplete: (line, cursor) => {
      const from = line.lastIndexOf(' ', cursor - 1) + 1;
      return {
        from,
        candidates: WORDS.filter((word) => word.startsWith(line.slice(from, cursor))),
      };
    },
    prompt: () => PROMPT,
    exportDump: (serials) => (serials ? 'with' : 'without'),
    readDump: (text, serials) => {
      if (!/^[0-9a-f]{2}:/mu.test(text)) {
        return { ok: false, issues: [{ code: 'no-devices', line: 0, bdf: '', found: '' }] };
      }
      const pf = {
        bdf: '01:00.0',
        name: 'card',
        totalVfs: 64,
        max: 63,
        binding: 'driver-max',
      } as const;
      const dump = { text: serials ? text : `${text}*`, functions: 3, pfs: [pf], warnings: [] };
      return { ok: true, dump };
    },
  };

  return {
    api,
    follow: (count) => {
      version += 1;
      numVfs = count;
      followed = [
        ...followed,
        { prompt: PROMPT, line: `echo ${String(count)} > ${FILE}`, chunks: [] },
      ];
    },
    reboot: () => {
      version += 1;
      boots += 1;
    },
    given: () => given,
  };
}

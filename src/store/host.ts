import type { RoutingId } from '../engine/units';
import type {
  Completion,
  ConfigPicture,
  HostNews,
  HostPicture,
  ImportResult,
  ShellReply,
} from '../worker/host-api';
import { loadPciIds } from '../worker/pci-ids';
import type { Lab } from './lab';
import type { Editable } from './run';
import type { Slice } from './state';
import { appended, EMPTY_TRANSCRIPT, oneLine } from './transcript';
import type { NewEntry, Transcript } from './transcript';

export interface HostSlice {
  /** Kernel and hardware of the simulated host now; null until a view watches it ({@link watchHost}). */
  readonly host: HostPicture | null;
  readonly transcript: Transcript;
  /** VFs the kernel has and the card no more; what the stage draws of them is what the kernel believes. */
  readonly withdrawnVfs: number;
  /** What stands before the line being typed: `root@host:~# `, or `> ` where a command goes on. */
  readonly shellPrompt: string;
  /** A line is being run. */
  readonly shellBusy: boolean;
  /** The line being typed: other views may put a command there. */
  readonly typed: string;
  /** Oldest first. */
  readonly commands: readonly string[];
  /** Keeps {@link host} up to date until the function it returns is called. */
  readonly watchHost: () => () => void;
  /** Before the first line is typed: the prompt, and what the host did by itself. */
  readonly attendShell: () => void;
  /** Runs one typed line, after those that wait. Null when the simulation broke. */
  readonly runLine: (line: string, columns: number) => Promise<ShellReply | null>;
  readonly complete: (line: string, cursor: number) => Promise<Completion>;
  /** Ctrl-C: gives up the line, and the lines before it that it goes on from. */
  readonly interrupt: (line: string) => void;
  readonly type: (line: string) => void;
  /** Shows the possible words under the line they complete. */
  readonly showCandidates: (line: string, text: string) => void;
  readonly showOutput: (text: string) => void;
  readonly clearTerminal: () => void;
  /** The function's configuration space; null where there is no such function. */
  readonly config: (rid: RoutingId) => Promise<ConfigPicture | null>;
  /** As `setpci` does; {@link host} has changed when it is done. */
  readonly writeConfig: (
    rid: RoutingId,
    offset: number,
    width: 1 | 2 | 4,
    value: number,
  ) => Promise<void>;
  /** `lspci -vvvxxxx` of the host; null when the simulation broke. */
  readonly exportDump: (serials: boolean) => Promise<string | null>;
  /** What a dump of another host holds; null when the simulation broke. */
  readonly readDump: (text: string, serials: boolean) => Promise<ImportResult | null>;
  /** Called when another run is shown or another language chosen, and by nothing else: the host follows. */
  readonly followPage: () => void;
  /** Called when the simulation broke, and by nothing else: the next one knows no names and has another host. */
  readonly loseHost: () => void;
}

/** Commands that can be called back. */
const MAX_COMMANDS = 500;
/** The second prompt, where a command goes on. */
const CONTINUED = '> ';
const NONE: Completion = { from: 0, candidates: [] };

/** The simulated host for the views: its picture, and the terminal at its shell. */
export const createHost =
  (lab: Lab): Slice<HostSlice> =>
  (set, get) => {
    /** Lines of a command that is not complete. */
    let begun: string | null = null;
    let watchers = 0;
    let attended = false;
    let names: Promise<void> | null = null;
    let spoken: string | null = null;
    let boots: number | null = null;
    let catchingUp: Promise<void> | null = null;
    let again = false;
    let queue: Promise<unknown> = Promise.resolve();

    const append = (entries: readonly NewEntry[]) => {
      if (entries.length > 0) set({ transcript: appended(get().transcript, entries) });
    };

    /** The scenario keeps what was done on the host; the picture follows where that changed the VFs, or whose they are. */
    const keepEdits = async ({
      edits,
      numVfs,
      given,
      held,
      moved,
      switches,
      netfilter,
    }: HostNews) => {
      const { info, wanted } = get();
      // The host may already be that of a run that is about to come; they are compared when it is there.
      if (info === null || (wanted !== null && moved === null)) return;
      const { scenario } = info;
      const total = numVfs.reduce((sum, each) => sum + each, 0);
      const otherVfs = numVfs.length > 0 && total !== scenario.nic.numVfs;
      const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b ?? null);
      // Another run: functions changed hands or drivers, or the card's switch was set up otherwise.
      const otherOwners =
        differs(given, scenario.nic.given) ||
        differs(held, scenario.nic.held) ||
        differs(switches, scenario.nic.switches) ||
        differs(netfilter, scenario.host.netfilter);
      const isKept = edits.length === scenario.edits.length;
      if (isKept && !otherOwners && moved === null) return;
      const lines = edits.map(({ at, shell }) => ({ at: `${String(at)}ps`, shell }));
      const migration = (input: Editable) => ({
        ...(input['migration'] as Editable | null | undefined),
        guest: moved,
      });
      const withLines = (input: Editable): Editable => ({
        ...input,
        edits: lines,
        ...(moved !== null && { migration: migration(input) }),
      });
      const patch = (input: Editable): Editable => {
        const nic = { ...(input['nic'] as Editable | undefined) };
        delete nic['numVfs'];
        return { ...withLines(input), nic: { ...nic, vfsPerPf: numVfs } };
      };
      if (otherVfs) await lab.editHere(patch);
      else if (otherOwners || moved !== null) await lab.editHere(withLines);
      else lab.amend(withLines, edits);
    };

    /** Once, before the first thing that shows names. */
    const giveNames = (): Promise<void> => {
      names ??= (async () => {
        const text = await loadPciIds();
        if (text !== null) await lab.ask(null, (sim) => sim.giveNames(text));
      })();
      return names;
    };

    /** What a shell needs that somebody reads. */
    const prepare = async () => {
      await giveNames();
      const lang = get().locale === 'zh-CN' ? 'zh_CN.UTF-8' : 'en_US.UTF-8';
      if (lang !== spoken) {
        spoken = lang;
        await lab.ask(null, (sim) => sim.setLanguage(lang));
      }
    };

    /** What happened since the host was last asked: lines it ran by itself, another host, another picture. */
    const catchUpOnce = async () => {
      await prepare();
      const news = await lab.ask(null, (sim) => sim.hostNews());
      if (news === null) return;
      const another = boots !== null && news.boots !== boots;
      boots = news.boots;
      if (another) begun = null;
      if (news.withdrawnVfs !== get().withdrawnVfs) set({ withdrawnVfs: news.withdrawnVfs });
      append([
        ...(another ? [{ kind: 'boot' } as const] : []),
        ...news.followed.flatMap(({ prompt, line, chunks }): NewEntry[] => [
          { kind: 'line', prompt, text: line, by: 'picture' },
          ...chunks.map((chunk) => ({ kind: 'out', ...chunk }) as const),
        ]),
      ]);
      if (begun === null) set({ shellPrompt: news.prompt });
      await keepEdits(news);
      if (watchers === 0 || get().host?.version === news.version) return;
      const host = await lab.ask(null, (sim) => sim.hostPicture());
      if (host !== null) set({ host });
    };

    /** One question after the other; whoever asks meanwhile gets an answer from after his question. */
    const catchUp = (): Promise<void> => {
      if (get().info === null || (watchers === 0 && !attended)) return Promise.resolve();
      again = true;
      catchingUp ??= (async () => {
        while (again) {
          again = false;
          await catchUpOnce();
        }
        catchingUp = null;
      })();
      return catchingUp;
    };

    const run = async (line: string, columns: number): Promise<ShellReply | null> => {
      const text = begun === null ? line : `${begun}\n${line}`;
      attended = true;
      append([{ kind: 'line', prompt: get().shellPrompt, text: line, by: 'learner' }]);
      set({ shellBusy: true });
      const reply = await lab.ask(null, (sim) => sim.shellRun(text, columns));
      if (reply === null) {
        set({ shellBusy: false });
        return null;
      }
      begun = reply.more ? text : null;
      append(reply.chunks.map((chunk) => ({ kind: 'out', ...chunk }) as const));
      set({
        shellPrompt: reply.more ? CONTINUED : reply.prompt,
        commands: remembered(get().commands, reply, text),
      });
      await catchUp();
      set({ shellBusy: false });
      return reply;
    };

    return {
      host: null,
      withdrawnVfs: 0,
      transcript: EMPTY_TRANSCRIPT,
      shellPrompt: '# ',
      shellBusy: false,
      typed: '',
      commands: [],
      watchHost: () => {
        watchers += 1;
        void catchUp();
        let watching = true;
        return () => {
          if (watching) watchers -= 1;
          watching = false;
        };
      },
      attendShell: () => {
        attended = true;
        void catchUp();
      },
      runLine: (line, columns) => {
        const result = queue.then(prepare).then(() => run(line, columns));
        queue = result;
        return result;
      },
      complete: async (line, cursor) =>
        (await lab.ask(null, (sim) => sim.shellComplete(line, cursor))) ?? NONE,
      interrupt: (line) => {
        append([{ kind: 'line', prompt: get().shellPrompt, text: `${line}^C`, by: 'learner' }]);
        begun = null;
        set({ typed: '' });
        void lab
          .ask(null, (sim) => sim.prompt())
          .then((prompt) => {
            if (prompt !== null && begun === null) set({ shellPrompt: prompt });
          });
      },
      type: (typed) => {
        set({ typed });
      },
      showCandidates: (line, text) => {
        append([
          { kind: 'line', prompt: get().shellPrompt, text: line, by: 'learner' },
          { kind: 'out', stream: 'out', text },
        ]);
      },
      showOutput: (text) => {
        append([{ kind: 'out', stream: 'out', text }]);
      },
      clearTerminal: () => {
        const { transcript } = get();
        set({ transcript: { ...EMPTY_TRANSCRIPT, next: transcript.next } });
      },
      config: (rid) => lab.ask(null, (sim) => sim.config(rid)),
      writeConfig: async (rid, offset, width, value) => {
        const host = await lab.ask(null, (sim) => sim.writeConfig(rid, offset, width, value));
        if (host !== null && watchers > 0) set({ host });
        await catchUp();
      },
      exportDump: async (serials) => {
        await giveNames();
        return lab.ask(null, (sim) => sim.exportDump(serials));
      },
      readDump: async (text, serials) => {
        await giveNames();
        return lab.ask(null, (sim) => sim.readDump(text, serials));
      },
      followPage: () => {
        set({ withdrawnVfs: get().info?.withdrawnVfs ?? 0 });
        void catchUp();
      },
      loseHost: () => {
        [names, spoken, boots, begun] = [null, null, null, null];
        set({ host: null, withdrawnVfs: 0, shellBusy: false });
      },
    };
  };

function remembered(
  commands: readonly string[],
  { more }: ShellReply,
  text: string,
): readonly string[] {
  if (more) return commands;
  const command = oneLine(text);
  if (command.trim() === '' || command === commands.at(-1)) return commands;
  return [...commands, command].slice(-MAX_COMMANDS);
}

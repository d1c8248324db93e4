import type { HostApi } from './host-api';
import { exportedDump, readPastedDump } from './dumps';
import { configPicture } from './host-picture';
import type { LiveHost } from './live-host';

/** The host's half of the worker: everything the page asks of it, by name. */
export function hostApi(live: LiveHost): HostApi {
  return {
    giveNames: (pciIds) => live.giveNames(pciIds),
    setLanguage: (lang) => live.setLanguage(lang),
    hostPicture: () => live.picture(),
    hostNews: () => live.news(),
    config: (rid) => configPicture(live.kernel, rid, live.version),
    writeConfig: (rid, offset, width, value) => live.write(rid, offset, width, value),
    shellRun: (text, columns) => live.run(text, columns),
    shellComplete: (line, cursor) => live.complete(line, cursor),
    prompt: () => live.prompt(),
    exportDump: (serials) => exportedDump(live.kernel, live.pciNames, serials),
    readDump: (text, serials) => readPastedDump(text, serials, live.pciNames),
  };
}

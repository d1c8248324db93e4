// npm start: set up, build if needed, serve, open a browser where there is one to see.
//   --port N        this port or the next free one (default 4173)      --strict-port   exactly that port
//   --host [NAME]   listen on this name; alone: on all addresses       --no-open       open no browser
import { spawn } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build, isBuilt } from './build.mjs';
import { root, say, setup, SetupError } from './setup.mjs';

function readOptions() {
  const argv = process.argv.slice(2);
  // --host may stand alone, which parseArgs has no word for.
  const all = argv.findIndex((arg, i) => arg === '--host' && (argv[i + 1] ?? '-').startsWith('-'));
  if (all >= 0) argv[all] = '--host=0.0.0.0';
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '4173' },
        // The IPv4 loopback answers to 127.0.0.1 and to localhost; the name alone may mean only ::1.
        host: { type: 'string', default: '127.0.0.1' },
        open: { type: 'boolean', default: true },
        'strict-port': { type: 'boolean', default: false },
      },
      allowNegative: true,
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new SetupError(`--port must be a number from 1 to 65535, not ${values.port}`);
    }
    return { ...values, port };
  } catch (error) {
    throw new SetupError(/** @type {Error} */ (error).message);
  }
}

function hasDisplay() {
  const { env, platform } = process;
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY) return Boolean(env.DISPLAY) && !env.CI;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** @param {string} url */
function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url];
  // No opener installed is no error: the address stands on the screen.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function main() {
  const options = readOptions();
  await setup();
  if (isBuilt()) say('The page is built and up to date.');
  else {
    say('Building the page …');
    await build({ quiet: true });
  }
  const { preview } = await import('vite');
  const server = await preview({
    root,
    logLevel: 'warn',
    preview: {
      port: options.port,
      strictPort: options['strict-port'],
      host: options.host,
      open: false,
      // Static files only: any name this machine goes by, or a proxy's, may be used.
      allowedHosts: true,
    },
  });
  const { local = [], network = [] } = server.resolvedUrls ?? {};
  const url =
    local[0]?.replace('//127.0.0.1:', '//localhost:') ??
    network[0] ??
    `http://localhost:${String(options.port)}/`;
  say(`SR-IOV Lab is at ${url}`);
  for (const other of network) if (other !== url) say(`and, from other machines, at ${other}`);
  say('Ctrl-C stops it.');
  if (options.open && hasDisplay()) openBrowser(url);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Open keep-alive connections must not hold the prompt back.
    void Promise.race([server.close(), new Promise((done) => setTimeout(done, 500))]).then(() =>
      process.exit(0),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  if (error instanceof SetupError) console.error(error.message);
  else console.error(/** @type {Error} */ (error).stack ?? String(error));
  process.exit(1);
}

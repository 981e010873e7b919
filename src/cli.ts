import { bundlesIn } from './bundles.js';
import { isCommand } from './commands/names.js';
import { version } from './environment.js';
import { isScreen, streamOf } from './terminal.js';

/** Put in by tools/build.mjs. */
declare const FLINKLINT_BUNDLED: true | undefined;

// Answered before anything else is loaded: tools ask for it often.
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  streamOf(1, () => process.stdout).write(`${version}\n`);
} else {
  void (typeof FLINKLINT_BUNDLED === 'undefined' ? start() : startBundled());
}

async function start(): Promise<void> {
  const { main } = await import('./main.js');
  process.exitCode = await main(argv);
}

async function startBundled(): Promise<void> {
  const [first = ''] = argv;
  const { load, keep } = bundlesIn(__dirname, isCommand(first) ? first : 'check', require);
  const { main } = load('./main.cjs') as typeof import('./main.js');
  process.exitCode = await main(argv);
  // Such a run calls next to nothing of what the next one will.
  if (!argv.some((word) => word === '--help' || word === '-h' || word === '--list-files')) keep();
  // Left alone, Node first takes apart all that it has made. What goes to a pipe or a file has been written by now.
  if (!isScreen(1) && !isScreen(2)) process.exit();
}

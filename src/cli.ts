import { version } from './environment.js';
import { streamOf } from './terminal.js';

// Answered before anything else is loaded: tools ask for it often.
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  streamOf(1, () => process.stdout).write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  const { main } = await import('./main.js');
  process.exitCode = await main(argv);
}

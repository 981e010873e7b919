// npm's `prepare`: builds dist/ after `npm install` in a clone, before `npm pack`, and when npm installs the package from
// git. Installing the published package never runs it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFresh, root } from './inputs.mjs';

if (!isFresh()) {
  if (!hasBuildTools()) installBuildTools();
  run(process.execPath, [join(root, 'tools', 'build.mjs')]);
}

function hasBuildTools() {
  return ['esbuild', 'typescript'].every((name) => existsSync(join(root, 'node_modules', name, 'package.json')));
}

/**
 * `npm install -g git+…`, which is what pre-commit does, hands its own --global down to the clone that it builds in, so the
 * development dependencies never arrive there. Without scripts, so that this does not call itself.
 */
function installBuildTools() {
  const args = [
    'install',
    '--no-save',
    '--global=false',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const npm = process.env.npm_execpath;
  // npm_execpath may be another package manager's.
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) run(process.execPath, [npm, ...args]);
  else run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment(),
    // npm reads standard output of its children in some versions; progress belongs to standard error.
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** npm hands its settings down as npm_config_…; those that say what to install where are about the outer install. */
function environment() {
  const outer =
    /^npm_config_(global|location|prefix|omit|include|production|only|dry_run|install_links|allow_git|package_lock)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

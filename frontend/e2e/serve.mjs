// Starts a demonstration of its own for the journeys: fresh database, fresh simulators, gone at the end.
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const directory = process.env.E2E_DIRECTORY;
if (!directory) throw new Error('E2E_DIRECTORY names no directory.');

const own = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const python = existsSync(own) ? own : 'python3';

rmSync(directory, { recursive: true, force: true });
const demo = spawn(python, ['-m', 'scripts.demo'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DEMO_DIR: directory },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(code ?? 1);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ComposeCase, cases } from '../tools/compose/cases.js';
import { ours, type Project } from '../tools/compose/ours.js';
import { root } from './command.js';

/** Folders with what the library that docker compose is made of starts there; null where it refuses. */
const recorded: readonly (ComposeCase & { readonly project: Project | null })[] = JSON.parse(
  readFileSync(join(root, 'fixtures', 'compose.json'), 'utf8'),
);

describe('compose files start what docker compose starts', () => {
  test.each(recorded.filter(({ project }) => project !== null))('$name', ({ project, ...one }) => {
    expect(ours(one)).toEqual(project);
  });

  test('what it refuses is read all the same', () => {
    for (const { project, ...one } of recorded) if (project === null) expect(Object.keys(ours(one))).toEqual(['jm']);
  });

  test('every case has its answer', () => {
    const known = recorded.map(({ name, files, given }) => ({ name, files, given }));
    expect(known.slice(0, cases.length)).toEqual(cases.map(({ name, files, given }) => ({ name, files, given })));
  });
});

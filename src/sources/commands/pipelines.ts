import { isMap, isScalar, isSeq } from 'yaml';
import type { SourceText } from '../../model/span.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { yamlDocuments } from '../yaml-documents.js';

/** Keys under which CI services have shell scripts: GitHub, GitLab, CircleCI, Azure, Bitbucket, Drone, Buildkite. */
const SCRIPTS = /^(?:run|script|before_script|after_script|bash|command|commands)$/;

/** The shell scripts of a pipeline in YAML, each with its way back into the file. */
export function readPipeline(source: SourceText): readonly SourceText[] {
  return yamlDocuments(source, source.text).documents.flatMap(({ contents }) => scriptsIn(source, contents, false));
}

function scriptsIn(source: SourceText, node: unknown, script: boolean): readonly SourceText[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      return scriptsIn(source, value, SCRIPTS.test(name));
    });
  }
  if (isSeq(node)) return node.items.flatMap((item) => scriptsIn(source, item, script));
  if (!script || !isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  return [scalarText(source, { start: node.range[0], end: node.range[1], value: node.value })];
}

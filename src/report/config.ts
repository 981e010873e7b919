import type { EffectiveConfig, EffectiveSetting, EffectiveTarget, Origin } from '../model/effective.js';
import { type Colors, colorsOf } from './colors.js';
import { visible, widthOf } from './display.js';
import { findingsJson, flinkVersionJson } from './json.js';
import { jsonText } from './json-text.js';
import { memoryJson } from './memory.js';
import { lineFor, placeOf, versionInWords } from './words.js';

/** Wider keys and values push what follows them to the right, so that one long line does not spread all others. */
const MAX_KEY = 48;
const MAX_VALUE = 28;

/** The effective configuration as JSON, schemaVersion 1. */
export function configJson(config: EffectiveConfig): string {
  const targets = config.targets.map((target) => ({
    name: target.name,
    kind: target.kind,
    flinkVersion: flinkVersionJson(target),
    settings: target.settings.map((setting) => settingJson(setting, config)),
    ...(target.memory === undefined ? {} : { memory: memoryJson(target.memory) }),
    findings: findingsJson(target.findings, config),
  }));
  return jsonText({ schemaVersion: 1, targets });
}

/**
 * The effective configuration for a terminal: for each target its version, then each key with its value and where that
 * was set, and beneath it what it replaced.
 */
export function configText(config: EffectiveConfig, options: { readonly color: boolean }): string {
  const colors = colorsOf(options.color);
  return config.targets.map((target) => `${targetLines(target, config, colors).join('\n')}\n`).join('\n');
}

function settingJson(setting: EffectiveSetting, config: EffectiveConfig): object {
  return {
    key: setting.key,
    writtenAs: setting.writtenAs,
    value: setting.value,
    origin: setting.origin && originJson(setting.origin, config),
    overrides: setting.overrides.map(({ value, origin }) => ({ value, origin: originJson(origin, config) })),
    default: setting.default,
  };
}

function originJson({ at, layer }: Origin, config: EffectiveConfig): object {
  const { line, column } = config.excerpt(at).start;
  return { file: at.file, line, column, layer };
}

function targetLines(target: EffectiveTarget, config: EffectiveConfig, colors: Colors): readonly string[] {
  const { settings, findings } = target;
  const keyWidth = widest(settings, ({ key }) => key, MAX_KEY);
  const valueWidth = widest(settings, ({ value }) => value, MAX_VALUE);
  return [
    `${colors.bold(visible(target.name))} ${colors.dim(`(${target.kind}): ${versionInWords(target.version)}`)}`,
    '',
    ...(settings.length === 0 ? ['  Nothing is set.'] : []),
    ...settings.flatMap((setting) => settingLines(setting, keyWidth, valueWidth, config, colors)),
    ...(findings.length === 0 ? [] : ['', ...findings.map((finding) => `  ${lineFor(finding, config)}`)]),
  ];
}

function widest(
  settings: readonly EffectiveSetting[],
  part: (setting: EffectiveSetting) => string,
  most: number,
): number {
  const widths = settings.map((setting) => widthOf(visible(part(setting))));
  return widths.reduce((widest, width) => (width <= most ? Math.max(widest, width) : widest), 0);
}

function settingLines(
  setting: EffectiveSetting,
  keyWidth: number,
  valueWidth: number,
  config: EffectiveConfig,
  colors: Colors,
): readonly string[] {
  const key = padded(setting.key, keyWidth);
  const value = padded(setting.value, valueWidth);
  if (setting.origin === undefined) return [colors.dim(`  ${key}  ${value}  default`)];
  const alias =
    setting.writtenAs === undefined || setting.writtenAs === setting.key
      ? []
      : [colors.dim(`    (written as ${visible(setting.writtenAs)})`)];
  const replaced = setting.overrides.map(({ value: old, origin }) =>
    colors.dim(`    (was: ${visible(old)} at ${originText(origin, config)})`),
  );
  const line = `  ${key}  ${colors.cyan(value)}  ${colors.dim(originText(setting.origin, config))}`;
  return [line, ...alias, ...replaced];
}

function padded(text: string, width: number): string {
  const shown = visible(text);
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)));
}

function originText({ at, layer }: Origin, config: EffectiveConfig): string {
  const place = placeOf(at, config.excerpt(at)).replace(/:\d+$/, '');
  return layer === '' ? place : `${place} [${visible(layer)}]`;
}

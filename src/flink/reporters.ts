import type { SettingView, TargetView } from '../model/view.js';

/** What the keys of every reporter begin with (`ConfigConstants.METRICS_REPORTER_PREFIX`). */
export const REPORTER_PREFIX = 'metrics.reporter.';

/** Factories that Flink ships. */
export const PROMETHEUS = 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory';
/** The factory of the reporter that pushes to Prometheus instead of being asked. */
export const PUSH_GATEWAY = 'org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory';

/** What is configured under one name of a metrics reporter. */
export interface Reporter {
  readonly name: string;
  readonly settings: readonly SettingView[];
  /** The value of one parameter, under its name below the reporter's prefix. */
  readonly get: (parameter: string) => SettingView | undefined;
}

/** The last part of a key that makes a reporter (`ReporterSetup`); `class` until 1.16 only. */
const MAKER = /^(.+)\.(?:factory\.class|class)$/;

/**
 * The metrics reporters that a target configures, by the names under which its author meant them: where a key ends with
 * `factory.class`, all that stands before it, dots and blanks included.
 */
export function reportersOf(target: TargetView): readonly Reporter[] {
  const settings = target.under(REPORTER_PREFIX).filter(({ key }) => key.slice(REPORTER_PREFIX.length).includes('.'));
  const rest = ({ key }: SettingView): string => key.slice(REPORTER_PREFIX.length);
  const made = settings.flatMap((setting) => {
    const name = rest(setting).endsWith('.factory.class')
      ? rest(setting).slice(0, -'.factory.class'.length)
      : MAKER.exec(rest(setting))?.[1];
    return name === undefined ? [] : [name];
  });
  const longest = [...new Set(made)].sort((a, b) => b.length - a.length);
  const groups = new Map<string, SettingView[]>();
  for (const setting of settings) {
    const own = rest(setting);
    const name = longest.find((candidate) => own.startsWith(`${candidate}.`)) ?? own.slice(0, own.indexOf('.'));
    groups.set(name, [...(groups.get(name) ?? []), setting]);
  }
  return [...groups].map(([name, own]) => ({
    name,
    settings: own,
    get: (parameter) => own.find(({ key }) => key === `${REPORTER_PREFIX}${name}.${parameter}`),
  }));
}

/** Whether Flink sees a reporter of this name: its pattern ends a name at the first dot and takes no white space. */
export const isReporterName = (name: string): boolean => /^[^\s.]*$/.test(name);

/** Whether Flink takes the reporter for one at all; a factory that it cannot find is another matter. */
export const isMade = ({ name, get }: Reporter, target: TargetView): boolean =>
  isReporterName(name) &&
  (get('factory.class') !== undefined || (get('class') !== undefined && target.version('<1.17') !== 'none'));

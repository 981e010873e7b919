import { substituted, type Variables } from '../../flink/entrypoint.js';
import type { ConfigFacts, Properties, Variable } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import { readFlinkConf } from '../flink-conf.js';
import { readFlinkProperties } from '../flink-properties.js';
import type { GivenVariable } from './environment.js';

/** Reads the text of `FLINK_PROPERTIES` as the images of every version do. */
export function readProperties(source: SourceText, at: Span, variables: Variables): Properties {
  const name = 'FLINK_PROPERTIES';
  return {
    at: { ...at, key: name },
    appended: withVariables({ ...readFlinkConf(source), name }, variables),
    squeezed: readFlinkProperties(source, variables),
  };
}

/** `envsubst` over the whole file, as the images until 1.18 do it. */
function withVariables(facts: ConfigFacts, variables: Variables): ConfigFacts {
  const settings = facts.settings.map((setting) => {
    const value = substituted(setting.value, variables);
    if (value === setting.value) return setting;
    return { ...setting, value, keyAt: { ...setting.keyAt, value }, valueAt: { ...setting.valueAt, value } };
  });
  return { ...facts, settings };
}

/** `FLINK_PROPERTIES` among the variables of a container, or why it cannot be seen. */
export function propertiesOf(variables: readonly GivenVariable[]): {
  readonly properties?: Properties;
  readonly open?: string;
} {
  const given = variables.findLast(({ variable }) => variable.name === 'FLINK_PROPERTIES');
  if (given === undefined) return {};
  const { source, names, variable } = given;
  if (/^\s*\$[{(]?\w+[^})\s]*[})]?\s*$/.test(source.text)) return { open: 'FLINK_PROPERTIES is given from outside' };
  const known = knownVariables(variables.map((one) => one.variable));
  return { properties: readProperties(source, variable.keyAt, (name) => (names.has(name) ? undefined : known(name))) };
}

/** The variables of a container by name; nothing of one whose value is filled in elsewhere. */
export function knownVariables(environment: readonly Variable[]): Variables {
  const values = new Map(environment.map(({ name, value }) => [name, value]));
  return (name) => {
    const value = values.get(name);
    return value === undefined || value.includes('$') ? undefined : value;
  };
}

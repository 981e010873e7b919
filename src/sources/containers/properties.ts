import { substituted, type Variables } from '../../flink/entrypoint.js';
import type { ConfigFacts, Properties, Variable } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import { readFlinkConf } from '../flink-conf.js';
import { readFlinkProperties } from '../flink-properties.js';

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

/** The variables of a container by name; nothing of one whose value is filled in elsewhere. */
export function knownVariables(environment: readonly Variable[]): Variables {
  const values = new Map(environment.map(({ name, value }) => [name, value]));
  return (name) => {
    const value = values.get(name);
    return value === undefined || value.includes('$') ? undefined : value;
  };
}

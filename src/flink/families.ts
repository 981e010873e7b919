/** An open family of keys: names that Flink, a plugin or a script makes up as it goes. */
export interface Family {
  /** `<name>` stands for one segment without a dot, a final `*` for anything. */
  readonly pattern: string;
}

const matchers = new WeakMap<Family, RegExp>();

/** The first family that a key belongs to. */
export const matchFamily = (families: readonly Family[], key: string): Family | undefined =>
  families.find((family) => matcherOf(family).test(key));

function matcherOf(family: Family): RegExp {
  const known = matchers.get(family);
  if (known !== undefined) return known;
  const source = family.pattern
    .split(/(<[^>]+>|\*)/)
    .map((part) => (part === '*' ? '.+' : part.startsWith('<') ? '[^.]+' : part.replace(/[.$^()|[\]{}+?\\]/g, '\\$&')))
    .join('');
  const made = new RegExp(`^${source}$`);
  matchers.set(family, made);
  return made;
}

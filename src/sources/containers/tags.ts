import { type Document, visit } from 'yaml';

/** What is tagged so in a compose file, by where it begins: it takes the place of what lies beneath, or does away with it. */
export type Tags = ReadonlyMap<number, '!reset' | '!override'>;

/** The tags of compose's own in a document. */
export function tagsIn(document: Document.Parsed): Tags {
  const tags = new Map<number, '!reset' | '!override'>();
  visit(document, {
    Node(_, node) {
      const { tag, range } = node as { readonly tag?: string; readonly range?: readonly number[] | null };
      if (tag === '!reset' || tag === '!override') tags.set(range?.[0] ?? -1, tag);
    },
  });
  return tags;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml, type XmlElement } from '../../src/syntax/xml.js';

const rootOf = (text: string): XmlElement => {
  const { root } = readXml(text);
  if (root === undefined) throw new Error(text);
  return root;
};

describe('XML', () => {
  const text =
    '<?xml version="1.0"?>\r\n<!-- hi -->\n<a x=\'p"q\'>\r\n <b\n  y="1&lt;2"/>\n <c>\n  t &amp; <d/> u\n </c>\n</a>\n';

  it('gives elements with their places', () => {
    const root = rootOf(text);
    const shown = (element: XmlElement): readonly string[] => [
      text.slice(element.at.start, element.at.end),
      ...element.children.flatMap(shown),
    ];
    expect(shown(root)).toEqual(["<a x='p\"q'>", '<b\n  y="1&lt;2"/>', '<c>', '<d/>']);
    const content = root.children[1];
    expect(content?.text).toBe('t &  u');
    expect(text.slice(content?.contentAt.start, content?.contentAt.end)).toBe('t &amp; <d/> u');
  });

  it('gives attributes with their places', () => {
    const x = rootOf(text).attributes.get('x');
    const y = rootOf(text).children[0]?.attributes.get('y');
    expect([x?.value, y?.value]).toEqual(['p"q', '1<2']);
    expect([x, y].map((attribute) => text.slice(attribute?.at.start, attribute?.at.end))).toEqual(['p"q', '1&lt;2']);
  });

  it('gives comments', () => {
    expect(readXml(text).comments.map(({ start, end }) => text.slice(start, end))).toEqual(['<!-- hi -->']);
  });

  it.each([
    ['<a>', 3, 'unclosed tag: a'],
    ['<a><b></a>', 10, 'unexpected close tag'],
    ['<a b=1/>', 6, 'unquoted attribute value'],
    ['<a>&nope;</a>', 9, 'undefined entity'],
    ['', 0, 'document must contain a root element'],
  ])('stops at what is not well-formed in %j', (bad, at, reason) => {
    expect(readXml(bad).problem).toEqual({ at, reason });
  });

  it('keeps what stands before the problem', () => {
    expect(rootOf('<a><b c="d"/>\n<e></a>').children.map(({ name }) => name)).toEqual(['b', 'e']);
  });

  it('stops where elements are nested too deeply', () => {
    expect(readXml('<a>'.repeat(100_000)).problem?.reason).toBe('elements are nested more than 500 deep');
  });

  it('resolves entities of its own, and no external ones', () => {
    expect(rootOf('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>').text).toBe('y');
    expect(rootOf('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>').text).toBe('');
  });

  it('never throws, and stays in bounds', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<b c="d"/>',
      '<',
      '>',
      '&',
      '"',
      '<!--',
      '-->',
      '<?',
      ' ',
      '\n',
      '\r',
      'x',
      ']]>',
      '<!DOCTYPE a [',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const made = parts.join('');
        const { root, comments, problem } = readXml(made);
        const ranges = (element: XmlElement): readonly { start: number; end: number }[] => [
          element.at,
          element.contentAt,
          ...[...element.attributes.values()].map(({ at }) => at),
          ...element.children.flatMap(ranges),
        ];
        for (const { start, end } of [...(root === undefined ? [] : ranges(root)), ...comments]) {
          expect(start >= 0 && start <= end && end <= made.length).toBe(true);
        }
        expect(problem === undefined || (problem.at >= 0 && problem.at <= made.length)).toBe(true);
      }),
    );
  });
});

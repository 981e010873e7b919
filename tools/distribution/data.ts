import { type DistributionData, runsOf, type ShippedRun } from '../../src/flink/distribution.js';
import type { Stock } from './read.js';

/** Puts together what the releases ship. `stock` holds one entry for each published patch. */
export function distributionData(
  patches: DistributionData['patches'],
  stock: ReadonlyMap<string, Stock>,
  image: DistributionData['image'],
): DistributionData {
  const keys = [...new Set([...stock.values()].flatMap(({ settings }) => [...settings.keys()]))].sort();
  return {
    patches,
    file: runs(stock, ({ file }) => file),
    shipped: Object.fromEntries(keys.map((key) => [key, runs(stock, ({ settings }) => settings.get(key))])),
    image,
  };
}

function runs(
  stock: ReadonlyMap<string, Stock>,
  shippedBy: (stock: Stock) => string | undefined,
): readonly ShippedRun[] {
  return runsOf(
    [...stock].map(([patch, shipped]) => {
      const value = shippedBy(shipped);
      return [patch, value === undefined ? undefined : { value }];
    }),
  );
}

/** One minor, key or change a line. */
export function formatData({ patches, file, shipped, image }: DistributionData): string {
  const sections = [
    `"patches":${table(patches)}`,
    `"file":${list(file)}`,
    `"shipped":${table(shipped)}`,
    `"image":{\n"source":${JSON.stringify(image.source)},\n"build":${list(image.build)},\n"start":${list(image.start)}\n}`,
  ];
  return `{\n${sections.join(',\n')}\n}\n`;
}

const list = (items: readonly unknown[]): string => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;

const table = (entries: Readonly<Record<string, unknown>>): string =>
  `{\n${Object.entries(entries)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n')}\n}`;

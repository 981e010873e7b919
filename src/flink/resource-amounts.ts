import type { Entry, Scalar, Tree } from '../model/tree.js';
import { entryAt, fieldAt, scalarAt } from './manifest.js';
import { hasPlaceholder } from './placeholder.js';
import { parseQuantity, parseResourceMemory } from './quantity.js';

/** An amount that the operator refuses, and why, in the words after `The operator refuses`. */
export interface RefusedAmount {
  readonly at: Scalar;
  readonly key: string;
  readonly why: string;
}

/** The amounts of a process that the operator refuses: of `resource`, and of the newer `resources`. */
export function refusedAmounts(process: Tree | undefined): readonly RefusedAmount[] {
  const resource = entryAt(process, 'resource')?.value;
  const memory = scalarAt(resource, 'memory');
  const storage = scalarAt(resource, 'ephemeralStorage');
  return [
    ...(memory === undefined ? [] : refusedMemory('memory', memory)),
    ...(storage === undefined ? [] : refusedQuantity('ephemeralStorage', storage)),
    ...ofRequirements(entryAt(process, 'resources')?.value),
  ];
}

function ofRequirements(resources: Tree | undefined): readonly RefusedAmount[] {
  const refused = ['requests', 'limits'].flatMap((part) => {
    const value = fieldAt(resources, part)?.value;
    return (value?.kind === 'mapping' ? value.entries : []).flatMap(ofEntry);
  });
  return refused.length > 0 ? refused : ['cpu', 'memory'].flatMap((key) => aboveLimit(resources, key));
}

function ofEntry({ key, value }: Entry): readonly RefusedAmount[] {
  if (value.kind !== 'scalar' || value.value === null) return [];
  if (key === 'memory') return refusedMemory(key, value, 'positive');
  return refusedQuantity(key, value, key === 'cpu' ? 'positive' : 'any');
}

/** A request above its limit, which Kubernetes itself refuses too. */
function aboveLimit(resources: Tree | undefined, key: string): readonly RefusedAmount[] {
  const request = scalarAt(resources, 'requests', key);
  const limit = scalarAt(resources, 'limits', key);
  const [wanted, most] = [amountOf(key, request), amountOf(key, limit)];
  if (request === undefined || wanted === undefined || most === undefined || wanted <= most) return [];
  return [{ at: request, key, why: `more ${key} than its limit of '${String(limit?.value)}'` }];
}

function amountOf(key: string, scalar: Scalar | undefined): number | undefined {
  if (scalar === undefined) return undefined;
  const text = String(scalar.value);
  const parsed = key === 'memory' ? parseResourceMemory(text) : parseQuantity(text);
  return parsed.ok ? Number(parsed.value) : undefined;
}

function refusedMemory(key: string, at: Scalar, allowed: 'positive' | 'any' = 'any'): readonly RefusedAmount[] {
  const text = String(at.value);
  if (hasPlaceholder(text) || text.trim() === '') return [];
  const size = parseResourceMemory(text);
  if (!size.ok)
    return [
      {
        at,
        key,
        why: `as memory: ${/\d\.\d/.test(text) ? 'the number must be whole' : 'neither Flink nor Kubernetes reads it'}`,
      },
    ];
  return allowed === 'positive' && size.value <= 0n ? [{ at, key, why: 'as memory: it must be more than 0' }] : [];
}

function refusedQuantity(key: string, at: Scalar, allowed: 'positive' | 'any' = 'any'): readonly RefusedAmount[] {
  const text = String(at.value);
  if (hasPlaceholder(text)) return [];
  const quantity = parseQuantity(text);
  if (!quantity.ok) return [{ at, key, why: `as ${key}: Kubernetes does not read it` }];
  if (allowed === 'positive' && quantity.value <= 0) return [{ at, key, why: `as ${key}: it must be more than 0` }];
  return [];
}

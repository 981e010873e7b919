import type { Resource } from '../model/manifest.js';
import type { Span } from '../model/span.js';
import { clusterFields, entryAt, fieldAt, isOperators, scalarAt } from './manifest.js';
import { isAtLeast, newestFlink } from './operator.js';
import { placeIn } from './operator-config.js';
import { isForFork } from './operator-forks.js';
import { hasPlaceholder } from './placeholder.js';
import { minorRange, parseVersion } from './versions.js';

/** Something about the fields of a resource for which the operator refuses it. */
export interface FieldRefusal {
  readonly at: Span;
  /** The path of the field. */
  readonly key: string;
  readonly value?: string;
  readonly message: string;
  readonly help: string;
}

/** What a resource is served by. */
export interface ServedBy {
  /** The version of the operator; the newest where it is not known. */
  readonly operator?: string;
  /** The cluster of a session job. */
  readonly cluster?: Resource;
}

/** `DefaultValidator#DEPLOYMENT_NAME_PATTERN`. */
const NAME = /^[a-z](?:[-a-z\d]{0,43}[a-z\d])?$/;

/** `DefaultValidator#ALLOWED_LOG_CONF_KEYS`. */
const LOG_FILES: ReadonlySet<string> = new Set(['log4j-console.properties', 'logback-console.xml']);

/** The oldest version of Flink that operators since 1.9 take: `FlinkVersion#isSupported`. */
const OLDEST = minorRange('1.15').min;
const REFUSES_OLD = '1.9';

/** What the operator refuses of a resource's fields, those of its job, its memory and its configuration aside. */
export function refusedFields(resource: Resource, { operator, cluster }: ServedBy = {}): readonly FieldRefusal[] {
  switch (resource.kind) {
    case 'FlinkDeployment':
      return [...ofName(resource), ...ofCluster(resource, operator)];
    case 'FlinkBlueGreenDeployment':
      return ofCluster(resource, operator);
    case 'FlinkSessionJob':
      return [...ofSessionJob(resource), ...onApplication(resource, cluster)];
    case 'FlinkStateSnapshot':
      return ofSnapshot(resource);
    default:
      return [];
  }
}

function ofName(resource: Resource): readonly FieldRefusal[] {
  const scalar = scalarAt(resource.root, 'metadata', 'name');
  return scalar === undefined ? [] : nameRefusal(String(scalar.value), scalar.at, 'metadata.name');
}

function nameRefusal(value: string, at: Span, key: string): readonly FieldRefusal[] {
  if (hasPlaceholder(value) || NAME.test(value)) return [];
  const why =
    value.length > 45
      ? `it has ${String(value.length)} characters, and may have at most 45`
      : 'it may have small letters, digits and dashes only, starts with a letter and does not end with a dash';
  const help = 'Use a short name such as orders-prod.';
  return [{ at, key, value, message: `The operator refuses the name '${value}': ${why}.`, help }];
}

function ofCluster(resource: Resource, operator: string | undefined): readonly FieldRefusal[] {
  return [...ofVersion(resource, operator), ...ofAccount(resource), ...ofLogging(resource), ...ofIngress(resource)];
}

/** A field that is not there, which a template may well add. */
function missing(resource: Resource, key: string, what: string, help: string): readonly FieldRefusal[] {
  if (resource.template === true) return [];
  return [{ at: placeIn(resource), key, message: `The operator refuses ${what}: '${key}' is not set.`, help }];
}

function ofVersion(resource: Resource, operator: string | undefined): readonly FieldRefusal[] {
  const scalar = scalarAt(clusterFields(resource), 'flinkVersion');
  if (scalar === undefined) {
    return missing(resource, 'flinkVersion', 'a cluster of no Flink version', 'Set flinkVersion, such as v1_20.');
  }
  const value = String(scalar.value);
  const range = parseVersion(value);
  if (range === undefined) return [];
  if (range.max >= OLDEST) return operator === undefined ? [] : tooNew(value, scalar.at, range.min, operator);
  if (!isAtLeast(operator, REFUSES_OLD)) return [];
  const message = `The operator refuses Flink '${value}': since its version 1.9 it takes 1.15 and later.`;
  return [{ at: scalar.at, key: 'flinkVersion', value, message, help: 'Move to a version of Flink that gets fixes.' }];
}

/** The definition of the resource lists the versions that its operator knows. */
function tooNew(value: string, at: Span, flink: number, operator: string): readonly FieldRefusal[] {
  const newest = newestFlink(operator);
  const known = newest === undefined ? undefined : parseVersion(newest);
  if (known === undefined || flink <= known.max) return [];
  const message = `Kubernetes refuses Flink '${value}': version ${operator} of the operator knows none later than '${newest ?? ''}'.`;
  return [{ at, key: 'flinkVersion', value, message, help: 'Install a newer operator, its definitions included.' }];
}

function ofAccount(resource: Resource): readonly FieldRefusal[] {
  const account = entryAt(clusterFields(resource), 'serviceAccount');
  if (account !== undefined) return [];
  const help = "Set serviceAccount, with the operator's chart to 'flink'.";
  return missing(resource, 'serviceAccount', 'a cluster without a service account', help);
}

function ofLogging(resource: Resource): readonly FieldRefusal[] {
  const files = fieldAt(clusterFields(resource), 'logConfiguration')?.value;
  if (files?.kind !== 'mapping') return [];
  return files.entries
    .filter(({ key }) => !LOG_FILES.has(key) && !hasPlaceholder(key))
    .map(({ key, keyAt }) => ({
      at: keyAt,
      key: 'logConfiguration',
      value: key,
      message: `The operator refuses '${key}' as a logging configuration.`,
      help: 'Name it log4j-console.properties or logback-console.xml.',
    }));
}

function ofIngress(resource: Resource): readonly FieldRefusal[] {
  const ingress = entryAt(clusterFields(resource), 'ingress');
  if (ingress?.value.kind !== 'mapping' || resource.template === true) return [];
  if (entryAt(ingress.value, 'template') !== undefined) return [];
  const message = "The operator refuses an ingress without a template: 'ingress.template' is not set.";
  return [
    {
      at: ingress.keyAt,
      key: 'ingress.template',
      message,
      help: 'Set ingress.template, such as "flink.example.com/{{namespace}}/{{name}}(/|$)(.*)".',
    },
  ];
}

function ofSessionJob(resource: Resource): readonly FieldRefusal[] {
  const fields = clusterFields(resource);
  const cluster = scalarAt(fields, 'deploymentName');
  const job =
    entryAt(fields, 'job') === undefined
      ? missing(resource, 'job', 'a session job without a job', 'Set job.jarURI and job.parallelism.')
      : [];
  const name =
    cluster === undefined
      ? missing(resource, 'deploymentName', 'a job of no cluster', 'Set deploymentName to a FlinkDeployment.')
      : nameRefusal(String(cluster.value), cluster.at, 'deploymentName');
  return [...name, ...job];
}

/** An application cluster runs its own job, and no other. */
function onApplication(resource: Resource, cluster: Resource | undefined): readonly FieldRefusal[] {
  const name = scalarAt(clusterFields(resource), 'deploymentName');
  if (name === undefined || cluster === undefined || entryAt(clusterFields(cluster), 'job') === undefined) return [];
  const value = String(name.value);
  const message = `The operator refuses a session job on '${value}', which is the cluster of one job.`;
  const help = 'Set deploymentName to a FlinkDeployment without job, or make the job a FlinkDeployment.';
  return [{ at: name.at, key: 'deploymentName', value, message, help }];
}

function ofSnapshot(resource: Resource): readonly FieldRefusal[] {
  const fields = clusterFields(resource);
  const [savepoint, checkpoint] = [entryAt(fields, 'savepoint'), entryAt(fields, 'checkpoint')];
  if (resource.template === true) return [];
  if ((savepoint === undefined) === (checkpoint === undefined)) {
    const message = `The operator refuses a snapshot with ${savepoint === undefined ? 'neither' : 'both'} 'savepoint' ${savepoint === undefined ? 'nor' : 'and'} 'checkpoint'.`;
    return [{ at: checkpoint?.keyAt ?? placeIn(resource), key: 'savepoint', message, help: 'Set one of the two.' }];
  }
  if (scalarAt(savepoint?.value, 'alreadyExists')?.value === true || entryAt(fields, 'jobReference') !== undefined)
    return [];
  return missing(resource, 'jobReference', 'a snapshot of no job', 'Set jobReference.kind and jobReference.name.');
}

/** Whether a resource's fields are judged at all. */
export const isWhole = (resource: Resource): boolean =>
  isOperators(resource) && clusterFields(resource) !== undefined && !isForFork(resource);

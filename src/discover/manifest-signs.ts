/** Resources of the operator, the configuration of any that has it under the operator's word or is its own, Ververica's SQL. */
const OF_OPERATORS =
  /flink\.apache\.org\/v|^[ \t]*["']?(?:flink(?:Configuration|Properties|Conf(?:ig)?|-conf\.yaml)|sqlScript|defaultConfiguration)["']?[ \t]*:/im;

/** ConfigMaps with a file of Flink's in them. */
const CONFIG_MAP = /^[ \t-]*["']?kind["']?[ \t]*:[ \t]*["']?ConfigMap\b/m;
const FILES =
  /^[ \t]+["']?(?:flink-conf\.yaml|config\.yaml|log4j(?:-console|-cli|-session)?\.properties|logback(?:-console|-session)?\.xml|[\w.-]+\.sql)["']?[ \t]*:/m;
/** Each of these names has one of these. */
const IN_FILES = ['flink-conf.yaml', 'config.yaml', 'log4j', 'logback', '.sql'] as const;

/** What may run Flink, or mount such a ConfigMap. */
const WORKLOAD = /^[ \t-]*["']?kind["']?[ \t]*:[ \t]*["']?(?:Deployment|StatefulSet|Job|DaemonSet|CronJob|Pod)\b/m;

/** What a process of Flink's is started as, what containers are called that are one by their image, and clients. */
const ROLE =
  /\bstandalone-job\b|job[-_]?manager|task[-_]?manager|\bflink["',\s-]+(?:run|list|stop|cancel|savepoint)\b|sql-client/i;

const DEFINITION = /^["']?kind["']?[ \t]*:[ \t]*["']?CustomResourceDefinition\b/m;

/** Whether all documents of a text only define kinds of resources: charts carry megabytes of that along. */
const definesAlone = (text: string): boolean =>
  text.includes('CustomResourceDefinition') &&
  text.split(/^---.*$/m).every((document) => DEFINITION.test(document) || !/^[ \t]*[^\s#]/m.test(document));

/** A cheap look at a YAML text before it is parsed: whether it can hold anything of Flink's. Words are found faster. */
export const mayHoldFlinks = (text: string): boolean =>
  ((text.includes('flink') && OF_OPERATORS.test(text)) ||
    (text.includes('ConfigMap') &&
      IN_FILES.some((word) => text.includes(word)) &&
      CONFIG_MAP.test(text) &&
      FILES.test(text)) ||
    (text.includes('containers:') && ROLE.test(text) && WORKLOAD.test(text))) &&
  !definesAlone(text);

/** Whether it plainly does, though nobody can parse it. */
export const isPlainlyFlinks = (text: string): boolean => /flink/i.test(text) && mayHoldFlinks(text);

/** Likewise, whether it can hold the operator's own configuration, which lies beneath any resource. */
export const mayHoldDefaults = (text: string): boolean => text.includes('defaultConfiguration') && mayHoldFlinks(text);

/** What may lead from outside to REST. */
const WAY_IN = /^[ \t-]*["']?kind["']?[ \t]*:[ \t]*["']?(?:Service|Ingress)\b/m;

/** Whether it may hold a Service or an Ingress of a port of Flink's. */
export const isWayIn = (text: string): boolean =>
  (text.includes('Service') || text.includes('Ingress')) && /\b8081\b|rest\b/.test(text) && WAY_IN.test(text);

/** What may give variables to containers, whatever is in it. */
export const holdsMap = (text: string): boolean => text.includes('ConfigMap') && CONFIG_MAP.test(text);

/** Whether it may hold what has a ConfigMap mounted. */
export const mayMount = (text: string): boolean =>
  text.includes('configMap') && WORKLOAD.test(text) && /configMap\b/.test(text);

/** Whether it may name the class that starts a job, or a script that one runs. */
export const startsJob = (text: string): boolean => /\bentryClass\b|--job-classname\b|\.sql\b/.test(text);

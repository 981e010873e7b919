/** Calls that wait for something outside of the process: by the class they are called on, with the methods that wait. */
const BLOCKING: readonly (readonly [type: RegExp, methods: RegExp, what: string])[] = [
  [/^java\.util\.concurrent\.(?:Future|CompletableFuture|ScheduledFuture|FutureTask)$/, /^(?:get|join)$/, 'a future'],
  [/^com\.google\.(?:common\.util\.concurrent\.ListenableFuture|api\.core\.ApiFuture)$/, /^get$/, 'a future'],
  [/^java\.util\.concurrent\.CountDownLatch$/, /^await$/, 'another thread'],
  [/^java\.net\.http\.HttpClient$/, /^send$/, 'an HTTP response'],
  [
    /^java\.net\.(?:Http)?URLConnection$/,
    /^(?:connect|getInputStream|getResponseCode|getContent)$/,
    'an HTTP response',
  ],
  [/^java\.net\.URL$/, /^openStream$/, 'an HTTP response'],
  [/^org\.apache\.(?:http|hc)\.[\w.]*\w*HttpClient$/, /^execute$/, 'an HTTP response'],
  [/^okhttp3\.Call$/, /^execute$/, 'an HTTP response'],
  [
    /^org\.springframework\.web\.client\.RestTemplate$/,
    /^(?:get|post|put|patch|exchange|execute|delete)/,
    'an HTTP response',
  ],
  [/^java\.sql\.(?:Prepared|Callable)?Statement$/, /^execute(?!Batch|LargeBatch)/, 'a database'],
  [/^java\.sql\.DriverManager$/, /^getConnection$/, 'a database'],
  [/^javax\.sql\.DataSource$/, /^getConnection$/, 'a database'],
  [
    /^(?:redis\.clients\.)?jedis\.(?:Jedis|JedisCluster|JedisPooled|UnifiedJedis)$/,
    // Most connect with their first command only, which is one finding.
    /^(?!new$|close$|is[A-Z]|getClient|pipelined$)/,
    'Redis',
  ],
  [/^redis\.clients\.jedis\.JedisPool$/, /^getResource$/, 'Redis'],
  [/^io\.lettuce\.core\.(?:[\w.]+\.)?sync\.\w+$/, /^/, 'Redis'],
  [
    /^org\.apache\.hadoop\.hbase\.client\.(?:Table|HTable)$/,
    /^(?:get|put|delete|exists|append|increment|getScanner|batch)$/,
    'HBase',
  ],
  [/^com\.mongodb\.client\.MongoCollection$/, /^(?:insert|update|replace|delete|bulk|count|findOneAnd)/, 'MongoDB'],
  [/^com\.datastax\.(?:oss\.)?driver\.[\w.]*\w*Session$/, /^execute$/, 'Cassandra'],
  [
    /^software\.amazon\.awssdk\.services\.\w+\.(?!\w*Async)\w+Client$/,
    /^(?!close$|serviceName$|utilities$)/,
    'a service of AWS',
  ],
  [/^com\.amazonaws\.services\.[\w.]+\.(?:Amazon|AWS)(?!\w*Async)\w+$/, /^(?!new$|shutdown$)/, 'a service of AWS'],
  [
    /^org\.elasticsearch\.client\.(?:RestHighLevelClient|RestClient)$/,
    /^(?:get|index|search|bulk|update|delete|performRequest)$/,
    'Elasticsearch',
  ],
  [/^java\.lang\.Process$/, /^waitFor$/, 'another process'],
];

/** What a call of a method of a class waits for; nothing for one that is not known to wait. */
export function waitsFor(type: string, method: string): string | undefined {
  return BLOCKING.find(([types, methods]) => types.test(type) && methods.test(method))?.[2];
}

/** A chain of calls whose last one waits, by the names of both: `client.newCall(…).execute()`. */
export const WAITING_CHAINS: Readonly<Record<string, string>> = {
  'newCall.execute': 'an HTTP response',
  'send.get': 'Kafka or another service',
  'submit.get': 'a future',
  'supplyAsync.get': 'a future',
  'supplyAsync.join': 'a future',
  'sendAsync.get': 'an HTTP response',
  'sendAsync.join': 'an HTTP response',
};

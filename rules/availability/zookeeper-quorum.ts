import { parseHostList } from '../../src/flink/ports.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'ZooKeeper without a quorum',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: "High availability is 'zookeeper', and high-availability.zookeeper.quorum is missing, or (strict only) names one host or an even number of hosts.",
    why: 'Without the quorum no process starts. One ZooKeeper server is a single point of failure of its own, and an even number survives no more failures than one server less.',
    fix: 'Set high-availability.zookeeper.quorum to three or five servers, such as zk1:2181,zk2:2181,zk3:2181.',
    references: ['ZooKeeperUtils#startCuratorFramework', 'HighAvailabilityOptions#HA_ZOOKEEPER_QUORUM'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'high-availability:\n  type: zookeeper\n  storageDir: s3://bucket/ha\n' },
        finds: [
          {
            at: 'zookeeper',
            message:
              "The high availability 'zookeeper' needs 'high-availability.zookeeper.quorum', which is not set; no process starts.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'high-availability:\n  type: zookeeper\n  storageDir: s3://bucket/ha\n  zookeeper.quorum: zk1:2181,zk2:2181\n',
        },
        profile: 'strict',
        finds: [
          {
            at: 'zk1:2181,zk2:2181',
            message: "'2' ZooKeeper servers survive no more failures than '1' would.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'high-availability:\n  type: zookeeper\n  storageDir: s3://bucket/ha\n  zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
        },
        profile: 'strict',
      },
      {
        files: {
          'conf/config.yaml':
            'high-availability:\n  type: zookeeper\n  storageDir: s3://bucket/ha\n  zookeeper.quorum: zookeeper:2181\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const type = target.string('high-availability.type');
      if (!type.known || type.value.toLowerCase() !== 'zookeeper') return;
      const quorum = target.string('high-availability.zookeeper.quorum');
      if (!quorum.known) {
        if (!quorum.absent) return;
        const message = `The high availability '${type.value}' needs 'high-availability.zookeeper.quorum', which is not set; no process starts.`;
        yield { at: type.origin, message };
        return;
      }
      const hosts = parseHostList(quorum.value);
      if (!hosts.ok || target.target.profile !== 'strict') return;
      const count = hosts.value.length;
      if (count > 1 && count % 2 === 1) return;
      const message =
        count === 1
          ? `The one ZooKeeper server '${quorum.text}' is a single point of failure, unless several stand behind its name.`
          : `'${String(count)}' ZooKeeper servers survive no more failures than '${String(count - 1)}' would.`;
      yield { at: quorum.origin, message, severity: 'info' };
    },
  },
});

import { describe, expect, test } from 'vitest';
import type { ImageStage } from '../../src/model/containers.js';
import { readDockerfile } from '../../src/sources/dockerfile.js';
import { sourceText } from '../../src/syntax/source-text.js';

const last = (text: string): ImageStage | undefined => readDockerfile(sourceText('Dockerfile', text)).stages.at(-1);

describe('stages', () => {
  test('start from the image of the stage that they name, arguments filled in', () => {
    const text =
      'ARG VERSION=1.20.1\nFROM --platform=linux/amd64 flink:${VERSION} AS base\nUSER root\nFROM maven AS build\nFROM base\n';
    expect(last(text)?.base.text).toBe('flink:1.20.1');
    expect(last(text)?.user?.text).toBe('root');
  });

  test('a stage does not change the one that it is built from', () => {
    const { stages } = readDockerfile(sourceText('Dockerfile', 'FROM flink AS a\nENV A=1\nFROM a\nENV B=2\n'));
    expect(stages.map(({ environment }) => environment.map(({ name }) => name))).toEqual([['A'], ['A', 'B']]);
  });

  test('an argument without a value stays as it is written', () => {
    expect(last('ARG V\nFROM flink:${V}\n')?.base.text).toBe('flink:${V}');
    expect(last('FROM flink:${V:-1.19}\n')?.base.text).toBe('flink:1.19');
  });
});

describe('what an image is given', () => {
  test('variables in both forms, over several lines, comments between them', () => {
    const stage = last('FROM flink\nENV A=1 \\\n# why\n    B="x y" C=z\\ z\nENV D a b\n');
    expect(stage?.environment.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1'],
      ['B', 'x y'],
      ['C', 'z z'],
      ['D', 'a b'],
    ]);
  });

  test('FLINK_PROPERTIES in its own place', () => {
    const text = 'FROM flink:1.20\nENV FLINK_PROPERTIES="rest.port: 8082"\n';
    const [setting] = last(text)?.properties?.squeezed.settings ?? [];
    expect(setting).toMatchObject({ key: 'rest.port', value: '8082' });
    expect(text.slice(setting?.valueAt.start, setting?.valueAt.end)).toBe('8082');
  });

  test('no escape makes a second line of it: docker leaves a backslash before an n as it is', () => {
    const stage = last('FROM flink:1.20\nENV FLINK_PROPERTIES="rest.port: 8082\\na.b: c"\n');
    expect(stage?.properties?.squeezed.settings.map(({ value }) => value)).toEqual(['8082\\na.b:c']);
  });

  test.each([
    ['COPY conf/config.yaml $FLINK_HOME/conf/', 'conf/config.yaml', '/opt/flink/conf/config.yaml'],
    [
      'COPY --chown=flink:flink ./my.yaml /opt/flink/conf/flink-conf.yaml',
      'my.yaml',
      '/opt/flink/conf/flink-conf.yaml',
    ],
    ['ADD ["conf", "/opt/flink/conf"]', 'conf', '/opt/flink/conf'],
    ['COPY config.yaml conf/config.yaml', 'config.yaml', '/opt/flink/conf/config.yaml'],
    ['COPY --from=build /x/config.yaml /opt/flink/conf/config.yaml', '', '/opt/flink/conf/config.yaml'],
  ])('%s', (line, source, target) => {
    expect(last(`FROM flink\n${line}\n`)?.copies).toMatchObject([{ source, target }]);
  });

  test.each([
    [`RUN echo "rest.port: 8082" >> $FLINK_HOME/conf/flink-conf.yaml`, 'flink-conf.yaml', false],
    [`RUN set -x; echo 'rest.port: 8082' >> "/opt/flink/conf/config.yaml" && true`, 'config.yaml', false],
    [`RUN printf 'rest.port: 8082\\n' > conf/flink-conf.yaml`, 'flink-conf.yaml', true],
    [`RUN echo rest.port: 8082 >>/opt/flink/conf/flink-conf.yaml`, 'flink-conf.yaml', false],
  ])('%s', (line, name, replaces) => {
    const text = `FROM flink\n${line}\n`;
    const [written] = last(text)?.written ?? [];
    expect(written).toMatchObject({ name, replaces });
    const [setting] = written?.facts.settings ?? [];
    expect(text.slice(setting?.keyAt.start, setting?.valueAt.end)).toBe('rest.port: 8082');
    expect(last(text)?.open).toBeUndefined();
  });

  test('other commands leave the file open', () => {
    expect(last('FROM flink\nRUN sed -i s/a/b/ /opt/flink/conf/flink-conf.yaml\n')?.open).toBe(
      'Dockerfile changes it with other commands',
    );
  });

  test('here documents are no instructions', () => {
    const stage = last('FROM flink\nRUN <<EOF\nUSER root\nEOF\nUSER flink\n');
    expect(stage?.user?.text).toBe('flink');
  });

  test('a command as a list or as words', () => {
    expect(last('FROM flink\nCMD ["standalone-job", "-Da.b=c"]\n')?.command?.map(({ text }) => text)).toEqual([
      'standalone-job',
      '-Da.b=c',
    ]);
    expect(last('FROM flink\nCMD jobmanager\n')?.command?.map(({ text }) => text)).toEqual(['jobmanager']);
  });
});

test.each(['', '# only', 'RUN x', 'FROM', 'FROM \\', 'FROM a\nENV "', 'FROM a\nRUN <<EOF\n'])(
  '%j throws nothing',
  (text) => {
    expect(readDockerfile(sourceText('Dockerfile', text)).stages.length).toBeLessThan(2);
  },
);

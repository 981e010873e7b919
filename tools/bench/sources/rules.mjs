// What comes near job/operator-uid in the languages of the other two: calls by their names,
// in files that import something of Flink's, that no `.uid(…)` follows.

const OPERATORS = ['fromSource', 'process', 'reduce', 'aggregate', 'sinkTo'];

const xpath = `//CompilationUnit[ImportDeclaration[starts-with(@ImportedName, 'org.apache.flink.')]]//MethodCall[@MethodName = (${OPERATORS.map((name) => `'${name}'`).join(', ')})][not(parent::MethodCall[@MethodName = 'uid'])]`;

/** A ruleset of PMD's with one XPath rule. */
export const pmdRules = `<?xml version="1.0"?>
<ruleset name="bench" xmlns="http://pmd.sourceforge.net/ruleset/2.0.0">
  <description>Operators without a uid</description>
  <rule name="OperatorUid" language="java" message="no uid" class="net.sourceforge.pmd.lang.rule.xpath.XPathRule">
    <description>Operators without a uid</description>
    <priority>3</priority>
    <properties><property name="xpath"><value><![CDATA[${xpath}]]></value></property></properties>
  </rule>
</ruleset>
`;

/** The same for ast-grep. */
export const astGrepRule = `id: operator-uid
language: java
message: no uid
severity: warning
rule:
  kind: method_invocation
  has: {field: name, regex: '^(${OPERATORS.join('|')})$'}
  not:
    inside:
      kind: method_invocation
      has: {field: name, regex: '^uid$'}
  inside:
    kind: program
    stopBy: end
    has: {kind: import_declaration, regex: 'org\\.apache\\.flink\\.'}
`;

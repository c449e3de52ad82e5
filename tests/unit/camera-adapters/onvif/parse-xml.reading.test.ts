import { describe, expect, test } from 'vitest';
import { parseXml } from '../../../../camera-adapters/onvif/parse-xml.ts';
import { childOf, childrenOf, descend, positiveAt, textAt } from '../../../../camera-adapters/onvif/xml-element.ts';

test('finds elements by namespace, whatever the prefixes', () => {
  const documents = [
    '<a:root xmlns:a="urn:a" xmlns:b="urn:b"><b:item>1</b:item></a:root>',
    '<root xmlns="urn:a"><item xmlns="urn:b">1</item></root>',
    '<?xml version="1.0"?>\n<b:root xmlns:b="urn:a"><b:item xmlns:b="urn:b">1</b:item></b:root>',
  ];
  for (const document of documents) {
    const root = parseXml(document);
    expect(root).toMatchObject({ namespace: 'urn:a', name: 'root' });
    expect(textAt(root, 'urn:b', 'item')).toBe('1');
    expect(textAt(root, 'urn:a', 'item')).toBeUndefined();
  }
});

test('an empty xmlns takes elements out of the default namespace, attributes are never in it', () => {
  const root = parseXml('<root xmlns="urn:a" token="t"><item xmlns="" x:token="other" xmlns:x="urn:x" token="mine"/></root>');
  expect(root.attributes.get('token')).toBe('t');
  expect(childOf(root, '', 'item')?.attributes).toEqual(new Map([['token', 'mine']]));
});

test('values stay text: zeros, dots, long numbers, exponents and white space inside', () => {
  const root = parseXml('<r v="007"><a>000000123456789012345678</a><b>1.10</b><c> 1e5 </c><d>0x10</d><e>true</e><f>a  b</f></r>');
  expect(root.attributes.get('v')).toBe('007');
  expect(root.children.map(({ text }) => text)).toEqual(['000000123456789012345678', '1.10', '1e5', '0x10', 'true', 'a  b']);
});

test('the five entities, character references and CDATA are read once', () => {
  const root = parseXml('<r a="&quot;x&apos;&amp;lt;"><t>Đại &amp; Con &lt;4K&gt; &#x1EAF;&#7855; &amp;amp;</t><c><![CDATA[<b>&amp;</b>]]>!</c></r>');
  expect(root.attributes.get('a')).toBe(`"x'&lt;`);
  expect(textAt(root, '', 't')).toBe('Đại & Con <4K> ắắ &amp;');
  expect(textAt(root, '', 'c')).toBe('<b>&amp;</b>!');
});

test('repeated elements keep their order, comments and instructions are passed over', () => {
  const root = parseXml('\uFEFF<?xml version="1.0" encoding="UTF-8"?><!-- a --><?pi x?><r><i>1</i><!-- <i>9</i> --><j/><i>2</i></r><!-- end -->');
  expect(childrenOf(root, '', 'i').map(({ text }) => text)).toEqual(['1', '2']);
});

test('helpers say undefined for what is missing, empty or no positive number', () => {
  const root = parseXml('<r><a><b>12.5</b><c/><d>-1</d><e>x</e></a></r>');
  expect(positiveAt(root, '', 'a', 'b')).toBe(12.5);
  expect([positiveAt(root, '', 'a', 'c'), positiveAt(root, '', 'a', 'd'), positiveAt(root, '', 'a', 'e'), positiveAt(root, '', 'x', 'y')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([textAt(root, '', 'a', 'c'), descend(undefined, '', 'a')]).toEqual([undefined, undefined]);
});

describe('refused as malformed, without being quoted', () => {
  const deep = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
  test.each([
    ['a document type', '<!DOCTYPE r><r/>'],
    ['an entity bomb', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><r>&b;</r>'],
    ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    ['a lower-case document type', '<!doctype html><html></html>'],
    ['an unknown entity', '<r>&nbsp;</r>'],
    ['a bare ampersand', '<r>a & b</r>'],
    ['a reference to no character', '<r>&#0;</r>'],
    ['a reference to a control character', '<r>&#x1;</r>'],
    ['a reference to half a surrogate pair', '<r>&#xD800;</r>'],
    ['a reference past Unicode', '<r>&#x110000;</r>'],
    ['an undeclared prefix', '<x:r/>'],
    ['two roots', '<a/><b/>'],
    ['no root', '<?xml version="1.0"?>'],
    ['nothing', ''],
    ['text', 'Unauthorized secret-marker'],
    ['a document cut short', '<r><a>secret-marker'],
    ['crossed elements', '<a><b></a></b>'],
    ['an attribute given twice', '<a b="1" b="2"/>'],
    ['a prototype as name', '<__proto__><a/></__proto__>'],
    ['elements nested too deeply', deep(80)],
    ['elements nested twenty thousand deep', deep(20_000)],
    ['a name without end', `<r ${'b'.repeat(500_000)}`],
    ['a megabyte of opening brackets', `<r>${'<'.repeat(1_000_000)}`],
  ])('%s', (_what, document) => {
    let caught: unknown;
    try {
      parseXml(document);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ kind: 'camera', code: 'bad_answer', details: { reason: 'malformed' } });
    expect((caught as Error).message.length).toBeLessThan(300);
    expect((caught as Error).message).not.toContain('secret-marker');
  });

  test('sixty levels are fine', () => {
    expect(parseXml(deep(60)).name).toBe('a');
  });
});

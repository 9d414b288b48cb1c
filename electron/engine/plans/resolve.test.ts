// Variables: whose value counts, which type it has, and that no value is read twice.
import { describe, expect, test } from 'vitest';
import { resolveVars, substitute, unsetVariables } from './resolve.ts';

describe('the variables of a run', () => {
  test('are the defaults with the overrides over them', () => {
    expect(resolveVars({ a: 'x', b: null }, { b: 'y' })).toEqual({ a: 'x', b: 'y' });
  });

  test('take the type of the default where the override is text', () => {
    expect(resolveVars({ port: 80, tls: true, name: 'x' }, { port: '8080', tls: 'false', name: '1' })).toEqual({
      port: 8080,
      tls: false,
      name: '1',
    });
    expect(() => resolveVars({ port: 80 }, { port: 'http' })).toThrow('the variable "port" is a number, "http" is not');
    expect(() => resolveVars({ tls: true }, { tls: 'yes' })).toThrow('true or false');
  });

  test('are refused where the plan has none of that name', () => {
    expect(() => resolveVars({ host: 'x' }, { hots: 'y' })).toThrow('Did you mean host? Allowed: host');
    expect(() => resolveVars({}, { toString: 'y' })).toThrow('It has none.');
  });
});

describe('replacing variables', () => {
  const vars = { host: 'h', port: 80, tls: false, sly: '${host}', gone: null };

  test('reaches every text, keys excepted, and keeps the type of a text that is one variable', () => {
    const params = { url: 'http://${host}:${port}/', port: '${port}', deep: [{ tls: '${tls}', '${host}': null }] };
    expect(substitute(params, vars)).toEqual({
      url: 'http://h:80/',
      port: 80,
      deep: [{ tls: false, '${host}': null }],
    });
  });

  test('never looks at what it put in', () => {
    expect(substitute({ a: '${sly}', b: 'x${sly}' }, vars)).toEqual({ a: '${host}', b: 'x${host}' });
  });

  test('leaves $${ as ${, and lone dollars alone', () => {
    expect(substitute('$${host} $5 $$ ${port}', vars)).toBe('${host} $5 $$ 80');
  });

  test.each([
    ['${nobody}', 'no variable "nobody"'],
    ['${gone}', 'has no value'],
    ['${toString}', 'no variable "toString"'],
    ['${host', 'write ${name}'],
    ['${a-b}', 'write ${name}'],
  ])('refuses %s', (text, words) => {
    expect(() => substitute(text, vars)).toThrow(words);
  });
});

describe('the variables that want a value', () => {
  test('are those used anywhere without one, an escaped reference excepted', () => {
    const vars = { given: 'x', host: null, port: null, unused: null };
    const params = { url: 'http://${host}:${port}/${given}', deep: [{ literal: '$${unused}', again: '${host}' }] };
    expect([...unsetVariables(params, vars)]).toEqual(['host', 'port']);
  });
});

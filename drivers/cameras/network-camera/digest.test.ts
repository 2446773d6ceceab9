import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestAlgorithm, digestHeader, digestResponse, readChallenges } from './digest.ts';

const vectors = JSON.parse(
  readFileSync(new URL('fixtures/digest-vectors.json', import.meta.url), 'utf8'),
) as readonly { readonly name: string; readonly text: string }[];

/** The example of RFC 7616 section 3.9.1. */
const challenge = (algorithm: DigestAlgorithm) => ({
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  algorithm,
  qop: true,
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  stale: false,
});
const request = {
  method: 'GET',
  uri: '/dir/index.html',
  username: 'Mufasa',
  password: 'Circle of Life',
  nonceCount: 1,
  clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

describe('digest response', () => {
  it.each(vectors)('$name', ({ name, text }) => {
    expect(digestResponse(challenge(name.endsWith('MD5') ? 'MD5' : 'SHA-256'), request)).toBe(text);
  });

  it('a session algorithm and an old server without qop give other answers', () => {
    const answers = [
      digestResponse(challenge('MD5-sess'), request),
      digestResponse({ ...challenge('MD5'), qop: false }, request),
      digestResponse(challenge('MD5'), { ...request, nonceCount: 2 }),
    ];
    expect(new Set([...answers, vectors[0]?.text]).size).toBe(4);
  });

  it('writes the header with the count in eight hex digits', () => {
    const header = digestHeader(challenge('MD5'), { ...request, nonceCount: 26 });
    expect(header).toContain('nc=0000001a');
    expect(header).toContain('uri="/dir/index.html"');
    expect(header).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
  });

  it('refuses a user name that would break out of the header', () => {
    expect(() => digestHeader(challenge('MD5'), { ...request, username: 'a", realm="b' })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });
});

describe('challenges', () => {
  it('takes SHA-256 of two in one header and of two headers', () => {
    const md5 = 'Digest realm="r", qop="auth,auth-int", algorithm=MD5, nonce="n1", opaque="o"';
    const sha = 'Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n2", stale=TRUE';
    for (const headers of [[md5, sha], [`${md5}, ${sha}`], [`Basic realm="x, y", ${sha}`, md5]]) {
      expect(readChallenges(headers).digest).toEqual({
        realm: 'r',
        nonce: 'n2',
        algorithm: 'SHA-256',
        qop: true,
        opaque: undefined,
        stale: true,
      });
    }
  });

  it('an old server without algorithm and qop means MD5', () => {
    expect(readChallenges(['Digest realm="a \\"b\\"", nonce="n"']).digest).toMatchObject({
      realm: 'a "b"',
      algorithm: 'MD5',
      qop: false,
    });
  });

  it('skips what it cannot answer', () => {
    const offers = [
      'Digest nonce="n", algorithm=SHA-512-256',
      'Digest nonce="n", qop="auth-int"',
      'Digest realm="r"',
    ];
    expect(readChallenges(offers)).toEqual({ digest: undefined, basic: false });
    expect(readChallenges(['Basic realm="cam"'])).toEqual({ digest: undefined, basic: true });
  });

  it('never throws, whatever the header', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 })), (headers) => {
        expect(readChallenges(headers)).toHaveProperty('basic');
      }),
    );
  });
});

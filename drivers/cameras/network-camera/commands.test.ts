import { describe, expect, it } from 'vitest';
import {
  getProfiles,
  getSnapshotUri,
  passwordDigest,
  readFirstProfile,
  readSnapshotUri,
  readSystemTime,
  snapshotPath,
} from './commands.ts';
import { discover, probeMessage, readProbeMatches } from './discovery.ts';

/** The example of the ONVIF programmer's guide, section "WS-UsernameToken". */
const TOKEN = {
  username: 'user',
  password: 'userpassword',
  nonce: Buffer.from('LKqI6G/AikKCQrN0zqZFlg==', 'base64'),
  created: '2010-09-16T07:50:45Z',
};

describe('addresses and bodies', () => {
  it('are the makers’', () => {
    expect([
      snapshotPath('hikvision'),
      snapshotPath('dahua'),
      snapshotPath('axis'),
      snapshotPath('uniview'),
    ]).toEqual([
      '/ISAPI/Streaming/channels/101/picture',
      '/cgi-bin/snapshot.cgi?channel=1',
      '/axis-cgi/jpg/image.cgi',
      '/LAPI/V1.0/Channels/0/Media/Video/Streams/0/Snapshot',
    ]);
    expect(snapshotPath('hikvision', 12)).toBe('/ISAPI/Streaming/channels/1201/picture');
  });

  it('carry the password only as the digest of ONVIF’s own example', () => {
    expect(passwordDigest(TOKEN)).toBe('tuOSpGlFlIXsozq4HFNeeGeFLEI=');
    const body = getProfiles(TOKEN);
    expect(body).toContain('tuOSpGlFlIXsozq4HFNeeGeFLEI=');
    expect(body).not.toContain('userpassword');
  });

  it('escape what goes into XML', () => {
    expect(getSnapshotUri({ ...TOKEN, username: '<a&b>' }, '"p"')).toContain('&#60;a&#38;b&#62;');
  });
});

describe('answers', () => {
  it('are read whatever the prefixes', () => {
    const time =
      '<e:SystemDateAndTime><x:UTCDateTime><x:Time><x:Hour>7</x:Hour><x:Minute>5</x:Minute><x:Second>9</x:Second></x:Time>' +
      '<x:Date><x:Year>2026</x:Year><x:Month>1</x:Month><x:Day>15</x:Day></x:Date></x:UTCDateTime>' +
      '<x:LocalDateTime><x:Time><x:Hour>15</x:Hour></x:Time></x:LocalDateTime></e:SystemDateAndTime>';
    expect(readSystemTime(time)).toBe(Date.UTC(2026, 0, 15, 7, 5, 9));
    expect(readFirstProfile('<trt:Profiles fixed="true" token="P&amp;1"><a/></trt:Profiles>')).toBe('P&1');
    const uri = '<MediaUri><Uri>http://10.0.0.2/s?a=1&amp;b=2</Uri></MediaUri>';
    expect(readSnapshotUri(uri)).toBe('http://10.0.0.2/s?a=1&b=2');
  });

  it.each([readSystemTime, readFirstProfile, readSnapshotUri])('without sense are refused: %o', (read) => {
    expect(() => read('<html>502</html>')).toThrow(expect.objectContaining({ code: 'protocol.malformed' }));
  });
});

describe('discovery', () => {
  it('ends in a list, whatever the network is like', async () => {
    expect(await discover({ timeoutMs: 20 })).toBeInstanceOf(Array);
  });

  it('asks for network video transmitters', () => {
    expect(probeMessage('1-2')).toContain('<a:MessageID>uuid:1-2</a:MessageID>');
    expect(probeMessage('1-2')).toContain('NetworkVideoTransmitter');
  });

  it('reads the cameras of an answer and nothing of foreign traffic', () => {
    const answer =
      '<SOAP-ENV:Envelope><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference>' +
      '<wsa:Address>urn:uuid:5f5a69c2-e0ae-504f-829b-00afa538169c</wsa:Address></wsa:EndpointReference>' +
      '<d:Types>dn:NetworkVideoTransmitter</d:Types>' +
      '<d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/hardware/DS-2CD onvif://www.onvif.org/name/%E9%97%A8%E5%8F%A3</d:Scopes>' +
      '<d:XAddrs>http://192.0.2.7/onvif/device_service http://[fe80::1]/onvif/device_service</d:XAddrs>' +
      '</d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>';
    expect(readProbeMatches(answer)).toEqual([
      {
        addresses: ['http://192.0.2.7/onvif/device_service', 'http://[fe80::1]/onvif/device_service'],
        endpoint: 'urn:uuid:5f5a69c2-e0ae-504f-829b-00afa538169c',
        name: '门口',
        hardware: 'DS-2CD',
      },
    ]);
    expect(readProbeMatches(answer.replace('http://192.0.2.7', 'no address').slice(0, 200))).toEqual([]);
    expect(readProbeMatches('M-SEARCH * HTTP/1.1')).toEqual([]);
  });
});

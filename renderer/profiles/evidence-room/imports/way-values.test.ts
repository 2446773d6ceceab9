import { describe, expect, it } from 'vitest';
import { placeOfWay, readEndings, valuesOfWay, wayOfValues, wayProblems } from './way-values.ts';

const folder = { ...valuesOfWay(undefined), title: '体成分室', profile: 'p1', folder: '/srv/inbody' };

describe('the form of a way in', () => {
  it('becomes a folder or a port, and comes back as it was', () => {
    const way = wayOfValues('w1', folder);
    expect(way).toEqual({
      id: 'w1',
      kind: 'folder',
      title: '体成分室',
      profile: 'p1',
      enabled: true,
      folder: '/srv/inbody',
      endings: ['.csv', '.txt'],
    });
    const port = wayOfValues('w2', { ...folder, kind: 'mllp' });
    expect(port).toMatchObject({ kind: 'mllp', host: '127.0.0.1', port: 2575 });
    if (way === undefined || port === undefined) throw new Error('no way');
    expect([placeOfWay(way), placeOfWay(port)]).toEqual(['/srv/inbody', 'MLLP 127.0.0.1:2575']);
    expect(valuesOfWay(way)).toEqual(folder);
  });

  it.each([
    ['title', { title: ' ' }],
    ['profile', { profile: null }],
    ['folder', { folder: 'inbody' }],
    ['endings', { endings: '*' }],
    ['host', { kind: 'mllp', host: '' }],
    ['port', { kind: 'mllp', port: null }],
  ] as const)('lacks %s', (problem, change) => {
    expect(wayProblems({ ...folder, ...change })).toEqual([problem]);
    expect(wayOfValues('w1', { ...folder, ...change })).toBeUndefined();
  });

  it('takes folders of Windows and of shares', () => {
    for (const place of ['C:\\InBody\\out', '\\\\server\\share', 'D:/out'])
      expect(wayProblems({ ...folder, folder: place })).toEqual([]);
  });

  it('reads endings as people write them', () => {
    expect(readEndings('CSV，.txt; .Txt')).toEqual(['.csv', '.txt']);
    for (const wrong of ['', ' ', '.', '*.csv', '.tar.gz/']) expect(readEndings(wrong)).toBeUndefined();
  });
});

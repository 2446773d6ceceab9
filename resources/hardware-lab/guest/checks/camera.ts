import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filmPage } from '../bench/film-page.ts';
import { eventually } from '../station/plugged.ts';
import { equal, expect, skip, suite, tell } from '../suite.ts';

const CAMERA = '/dev/video0';
const DRIVER = '/sys/bus/platform/drivers/vivid';
/** A browser takes its time in an emulated guest, and now and then hangs while it starts: it is then started anew. */
const BROWSER_MS = 135_000;
const STARTS = 3;
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly sum: number;
}

/** A browser with the filming page open, and what the page has told. */
class FilmingBrowser {
  readonly #told = new Map<string, string>();
  /** How far it came, and the last words of the browser, for a check that fails. */
  #asked = 0;
  #said = '';
  readonly #server: Server;
  readonly #profile: string;
  #browser: ChildProcess | undefined;

  constructor(profile: string) {
    this.#profile = profile;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'GET') this.#asked += 1;
        if (request.method === 'POST')
          this.#told.set(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(request.method === 'POST' ? '' : filmPage);
      });
    });
  }

  async open(program: string): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    // The network service dies as a process of its own in some emulated guests; here it only fetches the page.
    const options = [
      ...[
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--in-process-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
      ],
      ...[
        '--enable-features=NetworkServiceInProcess2',
        '--disable-extensions',
        '--disable-background-networking',
        '--disable-component-update',
      ],
      ...[
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
        `--user-data-dir=${this.#profile}`,
      ],
    ];
    const browser = spawn(program, [...options, `http://localhost:${port}/`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    browser.stderr.on('data', (chunk: Buffer) => {
      this.#said = `${this.#said}${chunk.toString('utf8')}`.slice(-600);
    });
    this.#browser = browser;
  }

  async told(what: string): Promise<unknown> {
    const deadline = performance.now() + BROWSER_MS;
    for (;;) {
      const text = this.#told.get(`/${what}`);
      if (text !== undefined) return JSON.parse(text);
      expect(!this.#told.has('/failed'), `the page failed: ${this.#told.get('/failed') ?? ''}`);
      expect(
        performance.now() < deadline,
        `the page, asked for ${this.#asked} times, did not tell ${what}; the browser: ${this.#said}`,
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): void {
    // Its own group: the start script, the browser and its helpers.
    const { pid } = this.#browser ?? {};
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    this.#browser = undefined;
    this.#server.close();
  }
}

const isPicture = (value: unknown): value is Picture =>
  typeof value === 'object' && value !== null && 'width' in value && 'height' in value && 'sum' in value;

export const cameraSuite = suite('Document camera (vivid, Chromium getUserMedia)', (check) => {
  let browser: FilmingBrowser | undefined;
  let films = false;
  const need = (): FilmingBrowser => (films ? browser : undefined) ?? skip('no browser films');

  const firstPictures = async (program: string): Promise<unknown> => {
    for (let start = 1; ; start += 1) {
      browser = new FilmingBrowser(`/tmp/film-${start}`);
      await browser.open(program);
      try {
        return await browser.told('pictures');
      } catch (error) {
        browser.close();
        if (start === STARTS) throw error;
        tell({ kind: 'note', text: `start ${start} of the browser: ${String(error)}` });
      }
    }
  };

  check('is there as a video device', () => eventually(() => existsSync(CAMERA), 'no camera'));

  check('a page films: pictures of the camera’s size, and they move', async () => {
    const program = browsers.find(existsSync) ?? skip('no Chromium on this computer');
    const told = await firstPictures(program);
    expect(
      typeof told === 'object' && told !== null && 'one' in told && 'other' in told,
      JSON.stringify(told),
    );
    const { one, other } = told;
    expect(isPicture(one) && isPicture(other), JSON.stringify(told));
    expect(one.width >= 320 && one.height >= 180, JSON.stringify(one));
    expect(one.sum !== other.sum, 'the picture stands still');
    films = true;
  });

  check('unplugged while filming: the page is told', async () => {
    const filming = need();
    await writeFile(`${DRIVER}/unbind`, 'vivid.0');
    equal(await filming.told('ended'), {});
  });

  check('plugged in again: films again', async () => {
    const filming = need();
    await writeFile(`${DRIVER}/bind`, 'vivid.0');
    expect(isPicture(await filming.told('again')), 'no picture');
  });

  return () => {
    browser?.close();
    return Promise.resolve();
  };
});

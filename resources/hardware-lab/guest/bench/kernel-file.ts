import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_MS = 4;
/** What a read says while there is nothing, or while the device is not plugged in. */
const NOTHING: ReadonlySet<string> = new Set(['EAGAIN', 'ENODEV', 'ESHUTDOWN']);

export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/**
 * A character device of the kernel's device side (`/dev/uhid`, `/dev/hidg0`, `/dev/g_printer0`). Read without blocking and
 * looked at every few milliseconds: Node waits on sockets and pipes only, and a thread that blocks in a read cannot be
 * called back.
 */
export class KernelFile {
  readonly #handle: FileHandle;
  /** True: nobody takes what the host sends, as a printer whose buffer is full. */
  isStuck = false;
  #isOpen = true;
  #reading: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(
    path: string,
    chunkBytes: number,
    received: (bytes: Uint8Array) => void,
  ): Promise<KernelFile> {
    const file = new KernelFile(await open(path, constants.O_RDWR | constants.O_NONBLOCK));
    file.#reading = file.#readOn(chunkBytes, received);
    return file;
  }

  get descriptor(): number {
    return this.#handle.fd;
  }

  async #readOn(chunkBytes: number, received: (bytes: Uint8Array) => void): Promise<void> {
    const buffer = new Uint8Array(chunkBytes);
    while (this.#isOpen) {
      try {
        const { bytesRead } = this.isStuck
          ? { bytesRead: 0 }
          : await this.#handle.read(buffer, 0, chunkBytes, null);
        if (bytesRead > 0) {
          received(buffer.slice(0, bytesRead));
          continue;
        }
      } catch (error) {
        if (!NOTHING.has(errorCode(error))) throw error;
      }
      await wait(LOOK_MS);
    }
  }

  /** Rejects with the kernel's error once the plug is pulled. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      try {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, null);
        at += bytesWritten;
      } catch (error) {
        if (errorCode(error) !== 'EAGAIN') throw error;
        await wait(LOOK_MS);
      }
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#reading;
    await this.#handle.close();
  }
}

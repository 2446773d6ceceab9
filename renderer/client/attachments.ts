import type { FailureData } from '../../main/contract/index.ts';

/** Address of a picture or document by the SHA-256 of its bytes, lower-case hexadecimal. */
export function attachmentUrl(hash: string): string {
  return `/attachments/${hash}`;
}

/** Thrown by `uploadAttachment`; `failure` has the words. */
export class UploadError extends Error {
  readonly failure: FailureData;

  constructor(failure: FailureData) {
    super(failure.code);
    this.name = 'UploadError';
    this.failure = failure;
  }
}

/**
 * Stores the bytes at the node and gives their hash back, which a command then refers to. The same bytes twice are stored
 * once, so a repeat does no harm.
 *
 * @throws UploadError
 */
export async function uploadAttachment(content: Blob, signal?: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch('/attachments', {
      method: 'POST',
      body: content,
      headers: { 'content-type': content.type },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    throw new UploadError({ code: 'client.disconnected', detail: {} });
  }
  if (response.status === 413) throw new UploadError({ code: 'client.upload_too_large', detail: {} });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && typeof answer === 'object' && answer !== null && 'hash' in answer) {
    if (typeof answer.hash === 'string') return answer.hash;
  }
  throw new UploadError({ code: codeOf(answer) ?? 'client.upload_failed', detail: {} });
}

function codeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return undefined;
  return typeof answer.code === 'string' ? answer.code : undefined;
}

/** What Electron's main process and the service process say to each other besides forwarded requests and ports. */

/** Goes to the service process as its only argument, as JSON. */
export interface ServiceStart {
  readonly profile: string;
  readonly dataFolder: string;
  readonly demo: boolean;
  readonly devicesFile?: string;
}

export type FromService =
  | { readonly kind: 'ready' }
  /** The station cannot start and a further attempt would not help; `words` are for a person, in both languages. */
  | { readonly kind: 'failed'; readonly words: string };

export function isFromService(message: unknown): message is FromService {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    (message.kind === 'ready' || message.kind === 'failed')
  );
}

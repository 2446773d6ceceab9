/**
 * The commands of the CUPS client (打印服务): `lp` hands a document over and names the job, `lpstat` tells queue and printer, `cancel`
 * takes a job back. Arguments as lists: nothing goes through a shell.
 */
export interface SpoolerAddress {
  /** `host:port`; undefined = the local service. */
  readonly server: string | undefined;
  readonly printer: string;
}

export interface Command {
  readonly program: 'lp' | 'lpstat' | 'cancel' | 'powershell.exe';
  readonly args: readonly string[];
  /** The document, on standard input. */
  readonly input?: Uint8Array;
}

const server = ({ server: host }: SpoolerAddress): string[] => (host === undefined ? [] : ['-h', host]);

/** @param options CUPS options, for example `media=A4`, `sides=one-sided` */
export function submit(
  address: SpoolerAddress,
  job: {
    readonly title: string;
    readonly copies: number;
    readonly options: readonly string[];
    readonly document: Uint8Array;
  },
): Command {
  return {
    program: 'lp',
    args: [
      ...server(address),
      '-d',
      address.printer,
      '-t',
      job.title,
      '-n',
      String(job.copies),
      ...job.options.flatMap((option) => ['-o', option]),
      '-',
    ],
    input: job.document,
  };
}

export function queueOf(address: SpoolerAddress): Command {
  return { program: 'lpstat', args: [...server(address), '-W', 'not-completed', '-o', address.printer] };
}

export function stateOf(address: SpoolerAddress): Command {
  return { program: 'lpstat', args: [...server(address), '-l', '-p', address.printer] };
}

export function takeBack(address: SpoolerAddress, requestId: string): Command {
  return { program: 'cancel', args: [...server(address), requestId] };
}

/** `scheduler is running` */
export function schedulerOf(address: SpoolerAddress): Command {
  return { program: 'lpstat', args: [...server(address), '-r'] };
}

/** Resolves at Ctrl-C, when a service manager ends us, or when the terminal goes away; a repeat changes nothing. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

/** The reference of `devices.idle_cpu`: a program that does nothing, ten times a second. */
setInterval(() => undefined, 100);
process.once('disconnect', () => process.exit(0));

/** The one IPC channel and the one page message there are: a page hands over one port, everything else goes over it. */
export const connectChannel = 'station:connect';

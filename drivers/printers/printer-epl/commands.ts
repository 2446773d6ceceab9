/** Requests to an EPL2 printer, LF ended (EPL2 programming manual; label-printers.md sections 1 and 2). */
export const errorRequest = Uint8Array.from(Buffer.from('^ee\n', 'latin1'));
export const configurationRequest = Uint8Array.from(Buffer.from('UQ\n', 'latin1'));
/** From now on the printer tells errors unasked and how many labels it still owes. */
export const enableErrorReports = Uint8Array.from(Buffer.from('US\n', 'latin1'));

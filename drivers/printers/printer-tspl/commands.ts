/**
 * Requests to a TSPL/TSPL2 printer (label-printers.md sections 1 and 5; TSPL/TSPL2 programming manual, "Status polling and
 * immediate commands"). They are obeyed at once, ahead of jobs that wait.
 */
export const statusRequest = Uint8Array.of(0x1b, 0x21, 0x3f);
/** TSPL2 only: message, warning and two errors. */
export const extendedStatusRequest = Uint8Array.of(0x1b, 0x21, 0x53);
export const modelRequest = Uint8Array.from(Buffer.from('~!T\r\n', 'latin1'));

/** Immediate commands ESC ! x. */
export const immediateCommands: Readonly<Record<string, string>> = {
  '?': 'status',
  S: 'extendedStatus',
  R: 'reset',
  Q: 'restart',
  C: 'restartKeepSettings',
  D: 'disable',
  P: 'pause',
  O: 'cancelPause',
  F: 'feed',
  '.': 'cancelJob',
  '\x00': 'selfTest',
};

/** Inquiries ~!x, answered by a line of text. */
export const inquiries: Readonly<Record<string, string>> = {
  T: 'model',
  I: 'codePage',
  F: 'files',
  '@': 'mileage',
  A: 'memory',
  C: 'clock',
  D: 'dump',
  E: 'immediate',
};

/** Words a job is made of; the first word of a line decides. */
export const jobWords = new Set(
  (
    'SIZE GAP GAPDETECT BLINEDETECT AUTODETECT BLINE OFFSET SPEED DENSITY DIRECTION REFERENCE SHIFT COUNTRY CODEPAGE CLS ' +
    'FEED BACKFEED FORMFEED HOME PRINT SOUND CUT LIMITFEED SELFTEST EOJ DELAY DISPLAY INITIALPRINTER BAR BARCODE TLC39 ' +
    'BITMAP BOX CIRCLE ELLIPSE CODABLOCK DMATRIX ERASE MAXICODE MPDF417 PDF417 AZTEC PUTBMP PUTPCX QRCODE RSS REVERSE ' +
    'DIAGONAL TEXT BLOCK DOWNLOAD EOP FILES KILL MOVE RUN SET OUT'
  ).split(' '),
);

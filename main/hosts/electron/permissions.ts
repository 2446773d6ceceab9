import type Electron from 'electron';
import { isStationUrl } from './origin.ts';

type PermissionSession = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
>;

/**
 * Denies everything a page could ask of the machine, except the camera for our own page: the document camera at the
 * counter. Electron approves all requests by default (engineering notes 2.2 point 5).
 */
export function lockPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(
      permission === 'media' &&
        details.isMainFrame &&
        isStationUrl(details.requestingUrl) &&
        onlyVideo('mediaTypes' in details ? details.mediaTypes : undefined),
    );
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      permission === 'media' &&
      details.isMainFrame &&
      details.mediaType === 'video' &&
      isStationUrl(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}

function onlyVideo(types: readonly string[] | undefined): boolean {
  return types !== undefined && types.length > 0 && types.every((type) => type === 'video');
}

/**
 * The page that films: asks for the camera as the document page does (smaller pictures, for the sake of the emulated processor), tells two pictures taken a moment apart, the end of the
 * track when the camera is pulled out, and the first picture after it is back.
 */
export const filmPage = `<!doctype html><title>camera</title><script type="module">
const tell = (what, detail) => fetch('/' + what, { method: 'POST', body: JSON.stringify(detail) });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const film = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 } }, audio: false });
  const [track] = stream.getVideoTracks();
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: stream });
  await video.play();
  return { track, video };
};
const picture = ({ video }) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum * 31 + data[at] + data[at + 1] * 3 + data[at + 2] * 7) % 1000003;
  return { width: canvas.width, height: canvas.height, sum };
};
try {
  const first = await film();
  const one = picture(first);
  await pause(1000);
  tell('pictures', { label: first.track.label, one, other: picture(first) });
  await new Promise((resolve) => first.track.addEventListener('ended', resolve, { once: true }));
  tell('ended', {});
  for (;;) {
    await pause(500);
    const again = await film().catch(() => undefined);
    if (again === undefined) continue;
    tell('again', picture(again));
    break;
  }
} catch (error) {
  tell('failed', String(error));
}
</script>`;

import type { FetchHandler } from '../session.ts';

export const stoppedPath = '/stopped';

const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>工作站已暂停 / Station paused</title></head>
<body>
<h1>工作站界面已暂停</h1>
<p>界面在短时间内多次出错。已登记的数据没有丢失，设备仍在运行。请联系管理员，由管理员重新启动工作站。</p>
<hr>
<h1 lang="en">The screens of this station are paused</h1>
<p lang="en">They failed several times within a short time. Nothing that was recorded is lost and the devices go on working. Ask the administrator to start the station again.</p>
</body>
</html>
`;

/** The safe screen: no script, no services needed. */
export function withStoppedPage(next: FetchHandler): FetchHandler {
  return async (request, session) =>
    new URL(request.url).pathname === stoppedPath
      ? new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
      : next(request, session);
}

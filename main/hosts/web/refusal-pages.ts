/**
 * The page for somebody who comes without a session: an old bookmark, a second browser, a restart of the station. No
 * script and no style, so that it stands under the same content security policy as everything else.
 */
export function notAdmittedPage(): Response {
  const html = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>请重新打开工作站 / Open the station again</title></head>
<body>
<h1>请重新打开工作站</h1>
<p>此页面的通行凭证已失效：工作站已重新启动，或这个地址已在别处使用过。数据没有丢失。请从桌面图标或用 npm start 重新打开工作站。</p>
<hr>
<h1 lang="en">Open the station again</h1>
<p lang="en">This page is no longer admitted: the station was restarted, or this address was already used elsewhere. No data is lost. Open the station again from its icon or with npm start.</p>
</body>
</html>
`;
  return new Response(html, { status: 401, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

/* Put into each page by `inv serve` alone: reloads it when it would show something else, shows findings over it, and a
   card's PDF beside its text. */
(() => {
  const folder = (path) => path.replace(/[^/]*$/, "");
  const here = folder(decodeURIComponent(location.pathname));
  let panel = null;

  const clear = () => { panel?.remove(); panel = null; };

  const show = (findings) => {
    clear();
    if (!findings) return;
    panel = document.createElement("pre");
    panel.setAttribute("role", "alert");
    panel.textContent = findings;
    panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;z-index:2147483647;" +
      "background:#2b1114;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;border-top:4px solid #ff6b6b";
    document.body.append(panel);
  };

  const besideCard = () => {
    const link = [...document.querySelectorAll('a[href$="-a5.pdf"]')].find((each) => folder(decodeURIComponent(each.pathname)) === here);
    if (!link || innerWidth < 1100) return;
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = "PDF";
    frame.style.cssText = "position:fixed;inset:0 0 0 auto;width:42vw;height:100vh;border:0;border-left:1px solid #8b979c;background:#fff";
    document.body.style.marginRight = "42vw";
    document.body.append(frame);
  };

  const seen = new URL(document.currentScript.src).search.slice(1);
  const news = new EventSource(`/.preview/news?page=${encodeURIComponent(location.pathname)}&seen=${seen}`);
  news.addEventListener("findings", (event) => show(JSON.parse(event.data)));
  news.addEventListener("changed", () => location.reload());
  besideCard();
})();

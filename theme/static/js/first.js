// Runs in the head before anything is drawn, so that a chosen theme does not flash and parts that need a script keep
// their room. Stands inside every page; the policy in `_headers` allows exactly this text.
{ const set = document.documentElement.dataset; set.js = ""; try { set.theme = localStorage.theme || ""; } catch {} }

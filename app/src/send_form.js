addEventListener('submit', async event => {
  const form = event.target, button = event.submitter, kept = form.dataset;
  if (event.defaultPrevented || form.method !== 'post' || kept.isPlain) return;
  event.preventDefault();
  if (kept.isSent) return;
  kept.isSent = '1';
  try {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { accept: 'text/html' } });
    if (!answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const sheet of page.querySelectorAll('link[rel=stylesheet]')) {
        if (!document.querySelector(`link[href="${sheet.getAttribute('href')}"]`)) document.head.append(sheet);
      }
      document.title = page.title;
      document.body.replaceWith(page.body);
      scrollTo(0, 0);
      (document.querySelector('[autofocus]') ?? document.querySelector('h1'))?.focus();
      return;
    }
    delete kept.isSent;
    const isHere = answer.url === location.href.split('#')[0];
    if (isHere) location.replace(answer.url);
    else location.assign(answer.url);
  } catch {
    kept.isPlain = '1';
    form.requestSubmit(button);
  }
});

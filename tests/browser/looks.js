// What a tired reader would stumble over, as sentences: cut, small, pale, nameless, or wider than the window.
(smallestButton) => {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility());
  const hasText = (it) => [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const style = (it) => getComputedStyle(it);
  const size = (it) => parseFloat(style(it).fontSize);

  const cut = all("button, .text, .phone-label, .clock, .coach p, .event")
    .filter((it) => !it.closest("#tabs") && it.parentElement.clientWidth !== 1 && style(it).display !== "inline")
    .filter((it) => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
    .map((it) => `cut: ${it.textContent}`);

  const small = all("button, select, input:not([type=file])")
    .filter((it) => it.getBoundingClientRect().height < smallestButton && !it.closest(".coach-head"))
    .map((it) => `${it.getBoundingClientRect().height} px high: ${it.textContent || it.ariaLabel}`);

  const tiny = all(".chat *").filter((it) => hasText(it) && size(it) < 15)
    .map((it) => `letters of ${size(it)} px: ${it.textContent}`);

  const sideways = [document.scrollingElement, ...document.querySelectorAll("main, .chat, #log-list")]
    .filter((it) => it.scrollWidth > it.clientWidth)
    .map((it) => `scrolls sideways: ${it.ariaLabel || it.id || "the page"}`);

  const nameless = all("button, input:not([type=file]), textarea, select")
    .filter((it) => !(it.textContent.trim() || it.ariaLabel || it.labels?.[0]?.textContent.trim()))
    .map((it) => `nameless: ${it.outerHTML}`);

  // WCAG 2: 4.5 to 1, or 3 to 1 for large letters; controls out of use are exempt
  const colour = (text) => {
    const found = text.match(/[\d.]+/g).map(Number);
    return { rgb: found.slice(0, 3), alpha: found[3] ?? 1 };
  };
  const behind = (it) => {
    const layers = [];
    for (let at = it; at; at = at.parentElement) {
      const layer = colour(style(at).backgroundColor);
      if (layer.alpha > 0) layers.push(layer);
      if (layer.alpha === 1) break;
    }
    const over = (below, { rgb, alpha }) => rgb.map((value, index) => value * alpha + below[index] * (1 - alpha));
    return layers.reduceRight(over, [255, 255, 255]);
  };
  const light = (rgb) => rgb.map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (it) => {
    const [dark, bright] = [light(colour(style(it).color).rgb), light(behind(it))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const isLarge = (it) => size(it) >= 24 || (size(it) >= 18.66 && Number(style(it).fontWeight) >= 700);
  const pale = all("body *").filter((it) => hasText(it) && !it.closest(":disabled, [aria-disabled=true]"))
    .filter((it) => contrast(it) < (isLarge(it) ? 3 : 4.5))
    .map((it) => `pale, ${contrast(it).toFixed(1)} to 1: ${it.textContent}`);

  return [...cut, ...small, ...tiny, ...sideways, ...nameless, ...pale];
}

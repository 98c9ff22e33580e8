// A list that stays at its end while somebody reads there, whatever grows in it or shrinks around it.
const NEAR = 60; // px

export class Tail {
  /** `moved` is called whenever another part of the list may have come into sight. */
  constructor(element, moved = () => {}) {
    this.element = element;
    this.moved = moved;
    this.atEnd = true;
    this.top = 0;
    element.addEventListener("scroll", () => this.scrolled());
    // a growing typing box, an opened list or the card of the tour must not hide the newest line
    new ResizeObserver(() => this.keep()).observe(element);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    // only a person scrolls up; a list that has become smaller is still meant to show its end
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.atEnd = true;
    else if (scrollTop < this.top) this.atEnd = false;
    this.top = scrollTop;
    this.moved();
  }

  /** Show the end again, if it was shown before. */
  keep() {
    if (this.atEnd) this.scrollDown();
    else this.moved();
  }

  scrollDown() {
    this.atEnd = true;
    this.element.scrollTop = this.element.scrollHeight;
    this.top = this.element.scrollTop;
    this.moved();
  }
}

/** The middle of the map in greys: what an eye without colours sees of the track that is there. */
export async function greysOf(page) {
  const { x, y, width, height } = await page.getByTestId('map').boundingBox();
  const png = await page.screenshot({
    clip: { x: x + width / 2 - 30, y: y + height / 2 - 30, width: 60, height: 60 },
  });
  return page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const pen = new OffscreenCanvas(60, 60).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, 60, 60);
    return Array.from({ length: 3600 }, (_, at) =>
      Math.round(0.299 * pixels[at * 4] + 0.587 * pixels[at * 4 + 1] + 0.114 * pixels[at * 4 + 2]),
    );
  }, png.toString('base64'));
}

export function differing(one, other, by) {
  return one.filter((value, at) => Math.abs(value - other[at]) >= by).length;
}

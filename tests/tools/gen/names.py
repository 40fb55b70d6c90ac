"""Invented bodies of every level, their contacts and calls of themselves. No body of these names exists on purpose."""

FIRST = "云青白石金龙凤永安平和兴清南北东西长新松柏槐柳桂梅临沙泉湖岭"
SECOND = "溪坪川阳原塘桥渡源港湾坡峪沟屏岗滩集堡泽浦"
RARE = "㙟㳇䂮䃅"          # outside GBK: four bytes in GB18030
PROVINCES = ("江川省", "北岭省", "岭东省", "青原省", "云泽省")
DEPARTMENTS = ("教育局", "民政局", "财政局", "水利局", "交通运输局", "卫生健康委员会", "市场监督管理局", "自然资源局",
               "农业农村局", "住房和城乡建设局")
LEVELS = ("province", "city", "county", "township", "department")


def place(rng, rare=False):
    return rng.choice(RARE if rare else FIRST) + rng.choice(SECOND)


def agency(rng, rare=False):
    """level, name in the title, what it calls itself (我县), unit of its office, address."""
    level = rng.choice(LEVELS)
    province = rng.choice(PROVINCES)
    city, county, town = place(rng) + "市", place(rng) + rng.choice("县区"), place(rng, rare) + rng.choice(("镇", "乡", "街道"))
    if level == "province":
        return level, province + "人民政府", "我省", province + "人民政府办公厅", province + city
    if level == "city":
        return level, city + "人民政府", "我市", city + "人民政府办公室", province + city
    if level == "county":
        return level, rng.choice(("", city)) + county + "人民政府", "我" + county[-1], county + "人民政府办公室", city + county
    if level == "township":
        office = "办事处" if town.endswith("街道") else "人民政府"
        return level, county + town + office, "我" + town[2:], town + "党政办公室", city + county + town
    department = rng.choice(DEPARTMENTS)
    return level, county + department, "我局" if department.endswith("局") else "我委", county + department + "办公室", city + county


def contact(rng, unit, address):
    street = place(rng) + rng.choice(("路", "大街", "中路")) + f"{rng.randint(1, 399)}号"
    code, area = rng.randint(100000, 899999), rng.randint(310, 999)
    text = f"地址：{address}{street}，邮编：{code}，联系电话：0{area}-{rng.randint(2000000, 8999999)}"
    if rng.random() < .4:
        text += f"，电子邮箱：{rng.choice(('xxgk', 'zwgk', 'bgs'))}{rng.randint(1, 999)}@example.com"
    return f"如有疑问请与{unit}联系（{text}）。"

"""Sentences of such a report, with numbers that agree with its tables. All of it invented and said in many ways."""

MATTERS = ("财政预决算", "重大建设项目", "义务教育", "医疗卫生", "养老服务", "乡村振兴", "食品安全", "生态环境", "稳岗就业",
           "公共文化", "行政许可", "惠农补贴", "住房保障", "应急管理")
CHANNELS = ("政府网站", "微信公众号", "政务公开栏", "便民服务大厅", "电子显示屏", "政务新媒体", "村务公开栏", "新闻发布会")
WEAK = ("公开的时效性还不够强", "政策解读的形式比较单一", "专职人员力量不足", "公众参与的渠道不够丰富", "栏目更新不够及时",
        "各部门之间的衔接还不够顺畅")
PLANS = ("完善工作制度，明确责任分工", "加强业务培训，提高人员素质", "丰富公开内容，突出重点领域", "拓宽公开渠道，方便群众查询",
         "强化监督检查，及时整改问题", "优化栏目设置，提升平台功能")
HEADS = (("主动公开", "主动公开方面", "主动公开情况"), ("依申请公开", "依申请公开方面", "依申请公开情况"),
         ("政府信息管理", "政府信息管理方面", "政府信息管理情况"), ("平台建设", "政府信息公开平台建设", "平台建设方面"),
         ("监督保障", "监督保障方面", "监督保障情况"))


def _some(rng, words, low, high):
    return rng.sample(words, rng.randint(low, high))


def opening(rng, r):
    return (f"{r.year}年，{r.short}认真贯彻落实《中华人民共和国政府信息公开条例》，紧紧围绕{'、'.join(_some(rng, MATTERS, 2, 4))}"
            f"等中心工作，{rng.choice(('健全机制', '细化措施', '压实责任'))}，不断提高政府信息公开工作的质量和水平，"
            f"{rng.choice(('切实保障人民群众的知情权、参与权和监督权', '较好地满足了社会公众的信息需求'))}。")


def _active(rng, r):
    parts = [rng.randint(3, 400) for _ in range(rng.randint(2, 4))]
    named = "，".join(f"通过{c}公开{n}条" for c, n in zip(rng.sample(CHANNELS, len(parts)), parts))
    return (f"{r.year}年{r.short}共主动公开政府信息{sum(parts)}条，其中{named}。围绕{'、'.join(_some(rng, MATTERS, 3, 5))}等重点领域，"
            f"做到应公开尽公开，{rng.choice(('方便群众查询', '自觉接受社会监督', '增强工作透明度'))}。")


def _request(rng, r):
    new, old, rest = (r.facts[f"t3.{k}.total"] for k in ("new_received", "carried_in", "carried_out"))
    done = r.facts["t3.outcome.total.total"]
    return (f"全年新收政府信息公开申请{new}件，上年结转{old}件，共办结{done}件，结转下年度继续办理{rest}件。"
            f"{rng.choice(('严格按照法定时限办理和答复', '进一步规范登记、审核、办理、答复等环节'))}，做到依法有据、严谨规范。")


def _manage(rng, r):
    return (f"一是落实信息发布审核制度，坚持先审查、后公开，全年审核信息{rng.randint(20, 900)}条；二是加强规范性文件的清理和"
            f"动态调整，对{'、'.join(_some(rng, MATTERS, 2, 3))}等目录进行更新，确保内容准确、表述规范、格式统一。")


def _platform(rng, r):
    return (f"{r.short}现有政务新媒体账号{rng.randint(1, 30)}个，按照谁开设、谁主办、谁负责的原则实行规范管理，"
            f"全年开展安全检查{rng.randint(1, 12)}次，整改问题{rng.randint(0, 20)}个，{rng.choice(('平台运行平稳有序', '栏目功能不断完善'))}。")


def _watch(rng, r):
    return (f"把政府信息公开工作纳入年度考核，组织业务培训{rng.randint(1, 9)}次，参加人员{rng.randint(10, 600)}人次，"
            f"{rng.choice(('未发生责任追究情况', '社会评议总体良好'))}，{rng.choice(('形成上下联动的工作格局', '有力推动各项任务落到实处'))}。")


BODIES = (_active, _request, _manage, _platform, _watch)


def weakness(rng, r):
    return "虽然取得了一定成绩，但与上级要求和群众期待相比仍有差距：" + "；".join(
        f"{n}是{w}" for n, w in zip("一二三四", _some(rng, WEAK, 2, 4))) + "。"


def plan(rng, r):
    return f"{r.year + 1}年，{r.short}将重点做好以下工作：" + "；".join(
        f"{n}是{p}" for n, p in zip("一二三四", _some(rng, PLANS, 2, 4))) + "。"


def task(rng, r):
    return (f"{rng.choice(('深化', '规范', '推进'))}{rng.choice(MATTERS)}信息公开。{r.year}年依托{'、'.join(_some(rng, CHANNELS, 2, 3))}"
            f"等渠道，累计公开相关信息{rng.randint(5, 700)}条，回应群众关切{rng.randint(1, 90)}次。")


def fee(rng, r):
    return rng.choice((f"按照《政府信息公开信息处理费管理办法》规定，{r.year}年{r.short}未收取信息处理费。",
                       f"{r.year}年本机关收取信息处理费{rng.randint(1, 90) * 10}元。", "无其他需要报告的事项。", "无。"))

"""Fangzhi (方志): knowledge graphs from Chinese local news.

Data flows one way: Page -> Article -> Mention and Statement -> store -> Entity -> graph -> loader.
"""

depth = 3
name = __name__
package = __package__
